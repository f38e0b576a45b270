using System.Text;
using System.Text.Json;
using Portal.Accounts;
using Portal.Evaluation;
using Portal.Evaluation.Judging;
using Portal.Evaluation.Suites;
using Portal.Lineage;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>How the bank shows what a version can do.</summary>
internal sealed partial class DemoHouse
{
    /// <summary>How versions of a system are tried: proposed by its owner, with labels that the validator keeps.</summary>
    public async Task<string> ProposeSuite(string owner, string system, DemoModel model, string name, string dataset, CancellationToken ct) =>
        (await Get<ProposeSuite>().Run(await As(owner, ct), new(system, new SuiteTerms
        {
            Name = name,
            Dataset = dataset,
            Positive = model.Positive,
            MostDays = 120,
            MostUses = 8,
            Metrics = [Metric.Accuracy, Metric.Recall, Metric.Precision],
            Segments = [model.Segment],
            Protected = [new("sex", "As stated when the account was opened"), new("age", "From the date of birth in the account, on the day of the row")],
        }), ct)).Value;

    /// <summary>The labels of a quarter: brought by the validator, agreed on by both.</summary>
    public async Task Label(string owner, string suite, DemoHoldOut rows, CancellationToken ct)
    {
        _ = (await Get<BringLabels>().Run(await As("validator", ct), new(suite, RowFormat.Ndjson, new MemoryStream(rows.Labels)), ct)).Value;
        clock.Wait(TimeSpan.FromMinutes(30));
        foreach (var account in new[] { owner, "validator" })
        {
            var seen = await Get<SuiteQueries>().One(suite, AsOf.Now, ct) ?? throw new InvalidOperationException($"There is no {suite}.");
            _ = (await Get<AgreeOnSuite>().Run(await As(account, ct), new(suite, seen.Subject), ct)).Value;
        }
    }

    public async Task EvaluateOn(string suite, string system, string label, DemoHoldOut rows, CancellationToken ct)
    {
        _ = (await Get<SubmitEvaluation>().Run(await As("developer", ct), new(system, label, RowFormat.Ndjson, new MemoryStream(rows.Predictions), new() { Suite = suite }), ct)).Value;
        await Turn(ct);
    }

    /// <summary>Data that lie in the bank's own store, by their digest.</summary>
    public async Task Register(string name, string description, long rows, DateOnly from, DateOnly to, CancellationToken ct) =>
        _ = (await Get<RegisterDataset>().Run(await As("developer", ct), new(name, description, new(Digest.Of(Encoding.UTF8.GetBytes($"{name} {from:O} {to:O}")), rows, from, to)), ct)).Value;

    /// <summary>What a pipeline alone can know of a version under load.</summary>
    public async Task Report(string system, string label, double p95, double cost, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["dataset"] = "load test, twice the peak",
            ["source"] = "k6 in the release pipeline",
            ["metrics"] = new Dictionary<string, object>
            {
                ["latencyP95"] = new { value = p95, low = p95 * 0.96, high = p95 * 1.05, n = 120_000, method = "as reported" },
                ["costPerRequest"] = cost,
            },
        });
        _ = (await Get<SubmitEvaluation>().Run(await As("developer", ct), new(system, label, RowFormat.Json, new MemoryStream(body), new()), ct)).Value;
    }

    /// <summary>A judge model reads what the version put out, and two people look at some of it beside the judge.</summary>
    public async Task Judge(string owner, string system, string label, string dataset, CancellationToken ct)
    {
        var terms = new JudgeTerms(dataset, "https://judge.northlight.example", DemoJudge.Model, [.. DefaultRubrics.Judged.Select(DefaultRubrics.Of)], MostCalls: 200, MostTokens: 200_000);
        var id = (await Get<RequestJudgement>().Run(await As(owner, ct), new(system, label, terms, null, RowFormat.Ndjson, new MemoryStream(DemoJudge.Outputs.ToArray())), ct)).Value;
        while (await Get<AdvanceJudgement>().Run(id, ct))
            clock.Wait(TimeSpan.FromSeconds(4));
        await Turn(ct);
    }

    /// <summary>A reviewer's word on the judge's answers by one metric: agreed, but for the rows named.</summary>
    public async Task Check(string reviewer, string system, string label, Metric metric, IReadOnlySet<int> disagreed, CancellationToken ct)
    {
        var actor = await SignIn(reviewer, ct);
        var seen = await Get<JudgeQueries>().One(actor, system, label, 1, JudgedRows.Drawn, new PageRequest(1, 50), ct) ?? throw new InvalidOperationException($"{label} was not judged.");
        _ = (await Get<MarkJudgement>().Run(actor, new(system, label, 1, [.. seen.Rows.Items.Select(row => new MarkJudgement.Mark(row.Index, metric, disagreed.Contains(row.Index) ? SpotVerdict.Disagree : SpotVerdict.Agree))]), ct)).Value;
        _ = (await Get<Sessions>().End(actor, actor.Session.GetValueOrDefault(), SessionEnd.SignedOut, ct)).Value;
    }

    /// <summary>The product reviewer reads a sample and says that it may go out.</summary>
    public async Task Vouch(string system, string label, string remarks, CancellationToken ct)
    {
        var version = await Get<VersionQueries>().One(system, label, ct) ?? throw new InvalidOperationException($"{system} has no {label}.");
        var actor = await As("product", ct);
        foreach (var asked in (await Get<AttestationQueries>().Of(version.Line.Id, version.Tier, actor, ct)).Where(asked => asked.MayGive))
        {
            var shown = await Get<AttestationQueries>().Sample(version.Line.Id, asked.Sample, ct);
            _ = (await Get<Attest>().Run(actor, new(system, label, asked.Check, shown.Digest, remarks), ct)).Value;
        }
    }

    /// <summary>A document of the developer's or the owner's that the validator approves the next day.</summary>
    public async Task Document(string author, string system, string label, DocumentKind kind, string title, string text, string remarks, CancellationToken ct)
    {
        var document = (await Get<SubmitDocument>().Run(
            await As(author, ct), new(system, label, kind, title, $"{kind}-{label}.md", new MemoryStream(Encoding.UTF8.GetBytes(text)), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddYears(1)), ct)).Value;
        clock.Wait(TimeSpan.FromHours(2));
        _ = (await Get<ReviewDocument>().Run(await As("validator", ct), new(document, DocumentReview.Approve, remarks), ct)).Value;
    }
}
