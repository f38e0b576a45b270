using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>The rows of a run as they are kept, to be handed out by <see cref="CheckedCopy"/>, or row by row without what is about people.</summary>
public sealed record OpenedRows(Digest Digest, Stream Content)
{
    public bool IsMasked { get; init; }
}

/// <summary>Hands out the predictions of a run row by row, without protected groups, and every time on the record; to auditors without what is about people.</summary>
public sealed class ReadRunRows(IDbContextFactory<PortalDb> dbs, BlobStore blobs, TimeProvider time)
{
    public sealed record Input(string System, string Label, int Run);

    public async Task<Result<OpenedRows>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var masked = false;
        var found = await dbs.WriteAsync<EvaluationRun>(async db =>
        {
            if (!(await Find(db, actor, input, ct)).Succeeded(out var admitted, out var refused))
                return refused;

            masked = admitted.IsMasked;
            return admitted.Run;
        }, ct);
        if (!found.Succeeded(out var run, out var refusal))
            return refusal;

        return blobs.Has(run.Rows) ? new OpenedRows(run.Rows, blobs.Open(run.Rows)) { IsMasked = masked } : Gone(input.Run);
    }

    public static Refusal Gone(int run) => new NotAllowed($"The stored rows of run {run} are no longer the ones that were evaluated. They are not handed out.");

    private async Task<Result<(EvaluationRun Run, bool IsMasked)>> Find(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var (now, subject) = (time.GetUtcNow(), VersionAccess.SubjectOf(input.System, input.Label));
        if (!(await db.RunOf(actor, input.System, input.Label, input.Run, ct)).Succeeded(out var run, out var refusal))
            return refusal;
        var reading = await db.ReadingOf(actor, run.Version, ct);
        if (!reading.Rows)
            return db.Refused(actor, now, "evaluation.read-rows", subject, new Forbidden($"The rows of {subject} are read by its people, the validator and risk, and masked by auditors."));
        if (run.Kind == EvaluationKind.Reported)
            return new NotAllowed($"Run {run.Ordinal} has no rows: its figures were reported.");

        var masked = reading.IsMasked && !await RevealRunRows.IsRevealed(db, actor, subject, now, ct);
        db.Record(new EntryDraft(actor, now, "evaluation.rows-read", subject)
        {
            Before = run.Rows,
            After = run.Rows,
            Details = new Dictionary<string, string> { ["run"] = run.Ordinal.ToString(), ["masked"] = masked ? "yes" : "no" },
        });
        return (run, masked);
    }
}
