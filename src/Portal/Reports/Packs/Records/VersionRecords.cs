using System.Runtime.CompilerServices;
using Portal.Evaluation;
using Portal.Ledger;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Reports.Packs.Records;

/// <summary>Versions with their cards, and every evaluation of them with the thresholds that held when it was made.</summary>
public sealed class VersionRecords(RegisterRecords systems, VersionQueries versions, CardQueries cards, EvaluationQueries evaluations, ThresholdQueries thresholds)
{
    internal async IAsyncEnumerable<IReadOnlyList<CanonicalValue>> Versions(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (system, _, lines) in Lines(view, ct))
            yield return [.. lines.Select(line => Version(system, line))];
    }

    internal async IAsyncEnumerable<IReadOnlyList<CanonicalValue>> Cards(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (system, _, lines) in Lines(view, ct))
        {
            var records = new List<CanonicalValue>();
            foreach (var line in lines)
            {
                if (await cards.One(system, line.Label, view.AsOf, ct) is { Approved: { } approved } card)
                    records.Add(Card(view, card, approved));
            }

            yield return records;
        }
    }

    internal async IAsyncEnumerable<IReadOnlyList<CanonicalValue>> Evaluations(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (system, tier, lines) in Lines(view, ct))
        {
            var records = new List<CanonicalValue>();
            foreach (var line in lines)
            {
                for (var page = 1; ; page++)
                {
                    var runs = await evaluations.OfVersion(line.Id, new PageRequest(page, PageRequest.MostRows), ct);
                    foreach (var run in runs.Items.Where(run => run.At <= view.AsOf.At).OrderBy(run => run.Ordinal))
                        records.Add(Run(view, system, line.Label, run, await thresholds.At(run.At, tier, ct)));
                    if (page >= runs.Count)
                        break;
                }
            }

            yield return records;
        }
    }

    private async IAsyncEnumerable<(string System, RiskTier? Tier, IReadOnlyList<VersionLine> Versions)> Lines(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var rows in systems.Systems(view, ct))
        {
            foreach (var row in rows)
            {
                var lines = new List<VersionLine>();
                for (var page = 1; await versions.OfSystem(row.Line.Code, new PageRequest(page, PageRequest.MostRows), view.AsOf, ct) is { } found; page++)
                {
                    lines.AddRange(found.Items);
                    if (page >= found.Count)
                        break;
                }

                yield return (row.Line.Code, row.Line.Tier, [.. lines.OrderBy(line => line.DeclaredAt).ThenBy(line => line.Label, StringComparer.Ordinal)]);
            }
        }
    }

    private static CanonicalValue.Object Version(string system, VersionLine line) => CanonicalJson.Object(
        ("system", system), ("label", line.Label), ("kind", line.Kind.ToString()), ("artefact", line.Name), ("state", line.State.ToString()), ("stage", Recorded.Word(line.Stage)),
        ("digest", line.ContentDigest?.Text), ("artifacts", line.Artifacts), ("stored", line.Stored), ("elsewhere", line.Unseen),
        ("declaredAt", Recorded.At(line.DeclaredAt)), ("sealedAt", Recorded.At(line.SealedAt)));

    private static CanonicalValue.Object Card(PackView view, CardView card, CardRevisionView approved) => CanonicalJson.Object(
        ("system", card.System), ("version", card.Label), ("revision", approved.Number), ("digest", approved.Content.Text),
        ("sections", CanonicalJson.Object([.. approved.Parts.Select(part => (part.Section.ToString(), (CanonicalValue?)part.Text))])),
        ("required", Recorded.Each(card.Required, section => section.ToString())), ("policy", card.Policy),
        ("authors", Recorded.Each(approved.Authors, author => view.People.Of(author))),
        ("approvedBy", view.People.Of(approved.Reviewer)), ("approvedAt", Recorded.At(approved.ValidFrom)), ("remarks", approved.Remarks));

    private static CanonicalValue.Object Run(PackView view, string system, string version, RunLine run, Thresholds held) => CanonicalJson.Object(
        ("system", system), ("version", version), ("number", run.Ordinal), ("kind", run.Kind.ToString()), ("origin", run.Origin.ToString()), ("task", run.Task.ToString()),
        ("dataset", run.Dataset), ("datasetDigest", run.DatasetDigest.Text), ("attempt", run.Attempt), ("rows", run.Rows.Text), ("n", run.N),
        ("by", view.People.Of(run.By)), ("at", Recorded.At(run.At)),
        ("figures", Recorded.Each(run.Figures, figure => CanonicalJson.Object(("metric", figure.Metric.ToString()), ("slice", figure.Slice.Words), ("estimate", Recorded.Of(figure.Estimate))))),
        ("policy", Recorded.Count(held.Policy)),
        ("thresholds", Recorded.Each(held.Checks.Where(check => check.Of == run.Kind), Threshold)));

    private static CanonicalValue.Object Threshold(MetricCheck check) => CanonicalJson.Object(
        ("check", check.Key), ("metric", check.Metric.ToString()), ("stages", Recorded.Each(check.Stages, stage => stage.ToString())), ("severity", check.Severity.ToString()),
        ("atLeast", Recorded.Number(check.AtLeast)), ("atMost", Recorded.Number(check.AtMost)), ("minimumSample", check.MinimumSample), ("boundFrom", Recorded.Word(check.BoundFrom)),
        ("setBy", check.Owner));
}
