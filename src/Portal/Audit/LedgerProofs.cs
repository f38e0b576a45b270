using Microsoft.EntityFrameworkCore;
using Portal.Audit.Tree;
using Portal.Data;
using Portal.Ledger.Trees;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>That an entry stands in the ledger of a checkpoint: <c>Path</c> leads from its digest to the root.</summary>
public sealed record InclusionProof(long Index, long Size, Digest Leaf, Digest Root, IReadOnlyList<Digest> Path);

/// <summary>That a later checkpoint's ledger begins with the whole of an earlier one's.</summary>
public sealed record ConsistencyProof(long From, long To, Digest FromRoot, Digest ToRoot, IReadOnlyList<Digest> Path);

/// <summary>A checkpoint as it is shown: the signed note and what it says.</summary>
public sealed record CheckpointView(long Size, Digest Root, DateTimeOffset SignedAt, string Note);

/// <summary>Proves to others what the ledger says, so that they need not take its word.</summary>
public sealed class LedgerProofs(IDbContextFactory<PortalDb> dbs)
{
    public Task<CheckpointView?> Latest(CancellationToken ct) => Latest(DateTimeOffset.MaxValue, ct);

    /// <summary>The last one that was signed before an instant.</summary>
    public async Task<CheckpointView?> Latest(DateTimeOffset before, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.LedgerCheckpoints.AsNoTracking().Where(row => row.SignedAt < before).OrderByDescending(row => row.Size).FirstOrDefaultAsync(ct) is { } row
            ? new(row.Size, Digest.FromHash(await new LedgerTree(db).Root(row.Size, ct)), row.SignedAt, row.Note)
            : null;
    }

    public async Task<Result<InclusionProof>> Inclusion(long index, long size, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Fault(db, "size", size, ct) is { } fault)
            return fault;
        if (index < 0 || index >= size)
            return new Invalid("index", $"A ledger of {size} entries has the indices 0 to {size - 1}.");

        var tree = new LedgerTree(db);
        var leaf = await db.Entries.AsNoTracking().Where(entry => entry.Index == index).Select(entry => entry.Digest).SingleAsync(ct);
        return new InclusionProof(
            index, size, leaf, Digest.FromHash(await tree.Root(size, ct)), Digests(await tree.Proof(TreeShape.Inclusion(index, size), ct)));
    }

    public async Task<Result<ConsistencyProof>> Consistency(long from, long to, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Fault(db, "to", to, ct) is { } fault)
            return fault;
        if (from < 1 || from > to)
            return new Invalid("from", $"It is at least 1 and at most {to}.");

        var tree = new LedgerTree(db);
        return new ConsistencyProof(
            from, to, Digest.FromHash(await tree.Root(from, ct)), Digest.FromHash(await tree.Root(to, ct)), Digests(await tree.Proof(TreeShape.Consistency(from, to), ct)));
    }

    private static async Task<Refusal?> Fault(PortalDb db, string field, long size, CancellationToken ct)
    {
        var most = await db.LedgerHeads.Select(head => head.Size).SingleAsync(ct);
        return size >= 1 && size <= most ? null : new Invalid(field, $"The ledger has {most} entries.");
    }

    private static IReadOnlyList<Digest> Digests(IReadOnlyList<byte[]> hashes) => [.. hashes.Select(hash => Digest.FromHash(hash))];
}
