using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Takes predictions beside what was right, and computes from them what a sealed version can do.</summary>
public sealed class SubmitEvaluation(IDbContextFactory<PortalDb> dbs, BlobStore blobs, LiveFeed<SystemId> feed, TimeProvider time)
{
    /// <summary>With NDJSON the data set and the positive class come beside the rows; JSON brings its own.</summary>
    public sealed record Input(string System, string Label, RowFormat Format, Stream Content, string? Dataset = null, string? Positive = null);

    public async Task<Result<RunId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.SubmitEvidence) || actor.Person is not { } person)
            return new Forbidden("You may not submit evaluations.");
        if (await Refuses(actor, input, ct) is { } early)
            return early;
        if (await BoundedBody.Read(input.Content, RowUpload.MostBytes, ct) is not { } body)
            return new Invalid("rows", $"There are more than {RowUpload.MostBytes / 1024 / 1024} MB.");
        if (!RowUpload.Read(body, input.Format, input.Dataset, input.Positive).Succeeded(out var upload, out var faults))
            return faults;

        var rows = await blobs.PutAsync(upload.Stored, ct);
        var result = await dbs.WriteAsync<(SystemId System, RunId Run)>(db => Add(db, actor, person, input, upload, rows, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value.System);
        return result.Value.Run;
    }

    /// <summary>Refuses before megabytes are read what would be refused after.</summary>
    private async Task<Refusal?> Refuses(Actor actor, Input input, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await db.VersionForEvidence(actor, input.System, input.Label, ct)).Refusal;
    }

    private async Task<Result<(SystemId, RunId)>> Add(PortalDb db, Actor actor, PersonId person, Input input, RowUpload upload, Digest rows, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var subject = VersionAccess.SubjectOf(input.System, input.Label);
        if (!(await db.VersionForEvidence(actor, input.System, input.Label, ct)).Succeeded(out var version, out var refusal))
            return db.Refused(actor, now, "evaluation.run", subject, refusal);

        var earlier = db.EvaluationRuns.Where(run => run.Version == version.Id);
        var ordinal = await earlier.CountAsync(ct) + 1;
        var isBaseline = upload.Features > 0 && !await earlier.AnyAsync(run => run.Features > 0, ct);
        var run = EvaluationRun.Of(version.Id, ordinal, await AttemptsOn(db, version.System, upload, ct) + 1, upload, rows, person, now);
        db.EvaluationRuns.Add(run);
        db.Record(new EntryDraft(actor, now, "evaluation.run", subject) { After = rows, Made = run.Id.ToString(), Details = DetailsOf(run) });
        if (isBaseline)
            db.Raise(new BaselineMade(version.System, version.Id, rows), now);
        return (version.System, run.Id);
    }

    /// <summary>By name or by labels: neither a new name nor one changed label makes a hold-out fresh.</summary>
    private static Task<int> AttemptsOn(PortalDb db, SystemId system, RowUpload upload, CancellationToken ct)
    {
        var versions = db.Versions.Where(version => version.System == system).Select(version => version.Id);
        return db.EvaluationRuns.CountAsync(run => versions.Contains(run.Version) && (run.Dataset == upload.Dataset || run.DatasetDigest == upload.DatasetDigest), ct);
    }

    private static Dictionary<string, string> DetailsOf(EvaluationRun run) => new()
    {
        ["run"] = run.Id.ToString(),
        ["dataset"] = run.DatasetDigest.Text,
        ["attempt"] = run.Attempt.ToString(),
        ["n"] = run.N.ToString(),
        ["correct"] = run.Correct.ToString(),
        ["positives"] = run.Positives.ToString(),
        ["truePositives"] = run.TruePositives.ToString(),
    };
}
