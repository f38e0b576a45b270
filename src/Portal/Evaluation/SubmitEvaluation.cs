using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Takes predictions beside what was right, or joins them with the labels of a suite, and computes from them what a sealed version can do.</summary>
public sealed class SubmitEvaluation(IDbContextFactory<PortalDb> dbs, BlobStore blobs, SealingKey key, LiveFeed<SystemId> feed, TimeProvider time)
{
    /// <summary>With NDJSON and CSV the terms come beside the rows; JSON brings its own.</summary>
    public sealed record Input(string System, string Label, RowFormat Format, Stream Content, RunTerms Terms);

    public async Task<Result<RunId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.SubmitEvidence) || actor.Person is not { } person)
            return new Forbidden("You may not submit evaluations.");
        if (!(await Find(actor, input, ct)).Succeeded(out var version, out var early))
            return early;

        await using var rows = blobs.Begin();
        if (!(await RowUpload.Read(input.Content, input.Format, input.Terms, rows.Content, ct)).Succeeded(out var upload, out var faults))
            return faults;

        var id = RunId.New(time.GetUtcNow());
        if (!(await new Measuring(dbs, blobs, key).Measure(id, version, upload, rows, ct)).Succeeded(out var measured, out var unfit))
            return unfit;

        var result = await dbs.WriteAsync<SystemId>(db => Add(db, actor, person, input, id, measured, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value);
        return id;
    }

    /// <summary>Refuses before megabytes are read what would be refused after.</summary>
    private async Task<Result<ModelVersion>> Find(Actor actor, Input input, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.VersionForEvidence(actor, input.System, input.Label, ct);
    }

    private async Task<Result<SystemId>> Add(PortalDb db, Actor actor, PersonId person, Input input, RunId id, MeasuredRun measured, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var subject = VersionAccess.SubjectOf(input.System, input.Label);
        if (!(await db.VersionForEvidence(actor, input.System, input.Label, ct)).Succeeded(out var version, out var refusal))
            return db.Refused(actor, now, "evaluation.run", subject, refusal);

        var earlier = db.EvaluationRuns.Where(run => run.Version == version.Id);
        var ordinal = await earlier.CountAsync(ct) + 1;
        var isBaseline = measured.Features > 0 && !await earlier.AnyAsync(run => run.Features > 0, ct);
        var attempt = await AttemptsOn(db, version.System, measured, ct) + 1;
        var run = EvaluationRun.Of(id, version.Id, ordinal, attempt, measured.AsAttempt(attempt), person, now);
        db.EvaluationRuns.Add(run);
        db.Record(new EntryDraft(actor, now, "evaluation.run", subject) { After = measured.Rows, Made = run.Id.ToString(), Details = DetailsOf(run) });
        if (isBaseline)
            db.Raise(new BaselineMade(version.System, version.Id, measured.Rows) { Outcome = OutcomeOf(run, measured.Bands) }, now);
        return version.System;
    }

    private static BaselineOutcome? OutcomeOf(EvaluationRun run, IReadOnlyList<LabelBand> bands) => run is { Positive: { } positive, Confusion: { N: > 0 } confusion }
        ? new(positive, confusion.N, confusion.Correct, confusion.Positives, confusion.TruePositives) { Bands = bands }
        : null;

    /// <summary>By name or by labels: neither a new name nor one changed label makes a hold-out fresh. The labels of a suite are counted as what they are.</summary>
    internal static Task<int> AttemptsOn(PortalDb db, SystemId system, MeasuredRun measured, CancellationToken ct)
    {
        var versions = db.Versions.Where(version => version.System == system).Select(version => version.Id);
        var name = measured.Content.Suite is null ? measured.Dataset : null;
        return db.EvaluationRuns.CountAsync(run => versions.Contains(run.Version) && (run.Dataset == name || run.DatasetDigest == measured.DatasetDigest), ct);
    }

    internal static Dictionary<string, string> DetailsOf(EvaluationRun run) => new()
    {
        ["run"] = run.Id.ToString(),
        ["dataset"] = run.DatasetDigest.Text,
        ["attempt"] = run.Attempt.ToString(),
        ["n"] = run.N.ToString(),
        ["correct"] = run.Correct.ToString(),
        ["positives"] = run.Positives.ToString(),
        ["truePositives"] = run.TruePositives.ToString(),
        ["kind"] = run.Kind.ToString(),
        ["suite"] = run.Content.Suite?.Code ?? "",
    };
}
