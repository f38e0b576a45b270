using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Hands out the protected groups of a run's rows: to the validator and to risk alone, and every time on the record.</summary>
public sealed class ReadRunGroups(IDbContextFactory<PortalDb> dbs, BlobStore blobs, SealingKey key, TimeProvider time)
{
    public sealed record Input(string System, string Label, int Run);

    public async Task<Result<SealedLines>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!(await dbs.WriteAsync<EvaluationRun>(db => Find(db, actor, input, ct), ct)).Succeeded(out var run, out var refusal))
            return refusal;

        return run.Groups is { } groups
            ? new SealedLines(groups, new SealedRows(blobs, key).Pieces(groups, GroupRow.PurposeOf(run.Id), ct))
            : new NotFound($"Protected groups of run {run.Ordinal}");
    }

    private async Task<Result<EvaluationRun>> Find(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var (now, subject) = (time.GetUtcNow(), VersionAccess.SubjectOf(input.System, input.Label));
        if (!(await db.RunOf(actor, input.System, input.Label, input.Run, ct)).Succeeded(out var run, out var refusal))
            return refusal;
        if (!actor.May(Permission.ReadProtectedGroups))
            return db.Refused(actor, now, "evaluation.read-groups", subject, new Forbidden("Protected groups are read by the validator and by risk alone."));
        if (run.Groups is not { } groups || !blobs.Has(groups))
            return new NotFound($"Protected groups of run {run.Ordinal}");

        db.Record(new EntryDraft(actor, now, "evaluation.groups-read", subject) { Before = groups, After = groups, Details = new Dictionary<string, string> { ["run"] = run.Ordinal.ToString() } });
        return run;
    }
}
