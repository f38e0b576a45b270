using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations.Outgoing;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>Has the outputs of a sealed version judged by a model at an endpoint that the caller names.</summary>
public sealed class RequestJudgement(IDbContextFactory<PortalDb> dbs, BlobStore blobs, SealingKey key, OutgoingRules rules, LiveFeed<SystemId> feed, TimeProvider time)
{
    public const int MostBytes = JudgeUpload.MostBytes;
    public const int LongestKey = 1000;

    private const int MostUnderWay = 5;

    /// <summary>The key is sealed at once and never read back; a model next door may need none.</summary>
    public sealed record Input(string System, string Label, JudgeTerms Terms, string? ApiKey, RowFormat Format, Stream Content);

    public async Task<Result<JudgeRunId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.SubmitEvidence) || actor.Person is not { } person)
            return new Forbidden("You may not submit evaluations.");
        if (await Refuses(actor, input, ct) is { } early)
            return early;
        if (Faults(input).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);
        if (!(await JudgeUpload.Read(input.Content, input.Format, ct)).Succeeded(out var upload, out var unread))
            return unread;
        if (!upload.HasContexts && input.Terms.Rubrics.Any(rubric => rubric.Metric == Metric.Factuality))
            return new Invalid("rows", "Factuality is judged against the context: every row needs one.");

        var rows = await blobs.PutAsync(upload.Stored, ct);
        var id = JudgeRunId.New(time.GetUtcNow());
        var result = await dbs.WriteAsync<SystemId>(db => Add(db, actor, person, input, id, upload, rows, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value);
        return id;
    }

    private async Task<Refusal?> Refuses(Actor actor, Input input, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await db.VersionForEvidence(actor, input.System, input.Label, ct)).Refusal;
    }

    private IEnumerable<Fault> Faults(Input input) => string.IsNullOrEmpty(input.ApiKey) || (input.ApiKey.Length <= LongestKey && input.ApiKey.All(letter => letter is > ' ' and <= '~'))
        ? input.Terms.Faults(rules)
        : [.. input.Terms.Faults(rules), new Fault("apiKey", $"It has at most {LongestKey} letters, digits and signs, without spaces.")];

    private async Task<Result<SystemId>> Add(PortalDb db, Actor actor, PersonId person, Input input, JudgeRunId id, JudgeUpload upload, Digest rows, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var subject = VersionAccess.SubjectOf(input.System, input.Label);
        if (!(await db.VersionForEvidence(actor, input.System, input.Label, ct)).Succeeded(out var version, out var refusal))
            return db.Refused(actor, now, "judgement.request", subject, refusal);

        var earlier = db.JudgeRuns.Where(run => run.ModelVersion == version.Id);
        if (await earlier.CountAsync(run => run.State == JudgeRunState.Queued || run.State == JudgeRunState.Running, ct) >= MostUnderWay)
            return new NotAllowed($"{MostUnderWay} judged runs of this version are under way: wait for one to end, or stop one.");

        var box = string.IsNullOrEmpty(input.ApiKey) ? null : key.Seal(Encoding.UTF8.GetBytes(input.ApiKey), JudgeRun.PurposeOf(id));
        var run = JudgeRun.Ask(id, version.Id, await earlier.CountAsync(ct) + 1, input.Terms, upload, rows, box, person, now);
        db.JudgeRuns.Add(run);
        db.Record(new EntryDraft(actor, now, "judgement.requested", subject)
        {
            After = rows,
            Made = id.ToString(),
            Details = new Dictionary<string, string>
            {
                ["judgement"] = id.ToString(),
                ["dataset"] = run.DatasetDigest.Text,
                ["model"] = run.Terms.Model,
                ["host"] = run.Terms.Host,
                ["rubric"] = run.Terms.RubricDigest.Text,
                ["mostCalls"] = run.Terms.MostCalls.ToString(),
                ["mostTokens"] = run.Terms.MostTokens.ToString(),
            },
        });
        return version.System;
    }
}
