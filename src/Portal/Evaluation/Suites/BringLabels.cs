using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Lineage;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

/// <summary>Takes what is right of a suite's rows, and seals it. Other labels than before are another hold-out, on which both must agree; the same ones again change nothing.</summary>
public sealed class BringLabels(IDbContextFactory<PortalDb> dbs, BlobStore blobs, SealingKey key, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Suite, RowFormat Format, Stream Content);

    /// <summary>How many rows have a label now.</summary>
    public async Task<Result<long>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.Person is not { } person)
            return new Forbidden("You may not bring labels.");
        if (!(await Find(actor, input.Suite, ct)).Succeeded(out var suite, out var early))
            return early;
        if (!(await LabelUpload.Read(input.Content, input.Format, suite.Terms, ct)).Succeeded(out var upload, out var faults))
            return faults;

        if (suite is { State: not SuiteState.Retired, Labels: { } before } && before.DatasetDigest == upload.DatasetDigest && await Has(suite.Id, before, upload, ct))
            return upload.Measured.Count;

        var blob = await new SealedRows(blobs, key).Put(LabelRow.PurposeOf(suite.Id), upload.Measured.Select(LabelRow.Of), SuiteJson.Default.LabelRow, ct);
        var result = await dbs.WriteAsync<EvaluationSuite>(db => Take(db, actor, person, input, upload, blob, ct), ct);
        if (!result.Succeeded(out var changed, out var refusal))
            return refusal;

        feed.Publish(changed.System);
        return upload.Measured.Count;
    }

    private async Task<Result<EvaluationSuite>> Find(Actor actor, string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Permitted(db, actor, code, ct);
    }

    private static async Task<Result<EvaluationSuite>> Permitted(PortalDb db, Actor actor, string code, CancellationToken ct)
    {
        if (await db.SuiteByCode(code, ct) is not { } suite)
            return new NotFound(code);

        var system = await db.Systems.Include(system => system.Revisions).SingleAsync(system => system.Id == suite.System, ct);
        if (actor.RefusalOn(system.Id, system.Code) is { } unbound)
            return unbound;

        return actor.MayBringLabels(suite, system) ? suite
            : new Forbidden(suite.Terms.IsSealed ? "Sealed labels are brought by the validator: who builds a model must not know them." : "Labels are brought by the system's people or the validator.");
    }

    private async Task<bool> Has(SuiteId suite, SuiteLabels before, RowUpload upload, CancellationToken ct)
    {
        var brought = upload.Measured.ToDictionary(row => row.Id, StringComparer.Ordinal);
        await foreach (var row in new SealedRows(blobs, key).Read(before.Blob, LabelRow.PurposeOf(suite), SuiteJson.Default.LabelRow, ct))
        {
            if (!brought.Remove(row.Id, out var again) || !row.SaysTheSameAs(LabelRow.Of(again)))
                return false;
        }

        return brought.Count == 0;
    }

    private async Task<Result<EvaluationSuite>> Take(PortalDb db, Actor actor, PersonId person, Input input, RowUpload upload, Digest blob, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!(await Permitted(db, actor, input.Suite, ct)).Succeeded(out var suite, out var refusal))
            return db.Refused(actor, now, "suite.label", input.Suite, refusal);

        var (digest, rows) = (upload.DatasetDigest, upload.Measured.Count);
        var version = await Datasets.Add(db, actor, suite.Terms.Dataset, $"Hold-out of {suite.Code}, {suite.Terms.Name}", new DatasetContent(digest, rows), person, now, ct);
        var before = suite.Labels?.DatasetDigest;
        if (suite.Take(new SuiteLabels(digest, blob, rows, version.Number, now, person)) is { } no)
            return db.Refused(actor, now, "suite.label", suite.Code, no);

        db.Record(new EntryDraft(actor, now, "suite.labelled", suite.Code)
        {
            Before = before,
            After = digest,
            Details = new Dictionary<string, string> { ["rows"] = rows.ToString(), ["dataset"] = $"{suite.Terms.Dataset} {version.Number}" },
        });
        return suite;
    }
}
