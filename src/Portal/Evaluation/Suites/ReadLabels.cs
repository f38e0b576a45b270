using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

/// <summary>Hands out the labels of a suite: sealed ones to the validator alone, and every time on the record.</summary>
public sealed class ReadLabels(IDbContextFactory<PortalDb> dbs, BlobStore blobs, SealingKey key, TimeProvider time)
{
    public sealed record Input(string Suite);

    public async Task<Result<SealedLines>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var found = await dbs.WriteAsync<EvaluationSuite>(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.SuiteByCode(input.Suite, ct) is not { } suite)
                return new NotFound(input.Suite);

            var system = await db.Systems.Include(system => system.Revisions).SingleAsync(system => system.Id == suite.System, ct);
            if (actor.RefusalOn(system.Id, system.Code) is { } unbound)
                return unbound;
            if (!(actor.May(Permission.KeepHoldOuts) || (!suite.Terms.IsSealed && actor.May(Permission.SubmitEvidence) && actor.IsOf(system))))
                return db.Refused(actor, now, "suite.read-labels", suite.Code, new Forbidden("Sealed labels are read by the validator alone."));
            if (suite.Labels is not { } labels)
                return new NotFound($"Labels of {suite.Code}");

            db.Record(new EntryDraft(actor, now, "suite.labels-read", suite.Code) { Before = labels.DatasetDigest, After = labels.DatasetDigest });
            return suite;
        }, ct);
        if (!found.Succeeded(out var suite, out var refusal))
            return refusal;

        return suite.Labels is { } sealedLabels
            ? new SealedLines(sealedLabels.Blob, new SealedRows(blobs, key).Pieces(sealedLabels.Blob, LabelRow.PurposeOf(suite.Id), ct))
            : new NotFound($"Labels of {suite.Code}");
    }
}
