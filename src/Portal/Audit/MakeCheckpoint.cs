using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Audit.Tree;
using Portal.Data;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Exports;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>
/// Signs what the ledger is now, unless it does not continue what was signed before: then nothing is signed, since this is not the
/// ledger that the earlier signature is about.
/// </summary>
public sealed class MakeCheckpoint(IDbContextFactory<PortalDb> dbs, LedgerKeys keys, CheckpointLog log, PortalOptions options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    /// <summary>One at a time in this process, so that the log outside keeps the order; other nodes have logs of their own.</summary>
    public async Task<Result<Done>> Run(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await SignAndKeep(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Result<Done>> SignAndKeep(CancellationToken ct)
    {
        await EndRotation(ct);
        var result = await dbs.WriteAsync<Done>(db => Sign(db, ct), ct);
        if (result.Refusal is not null)
            return result;

        await Keep(ct);
        await EndRotation(ct);
        return result;
    }

    private async Task<Result<Done>> Sign(PortalDb db, CancellationToken ct)
    {
        var size = await db.LedgerHeads.Where(head => head.Id == LedgerHead.OnlyRow).Select(head => head.Size).SingleAsync(ct);
        var tree = new LedgerTree(db);
        try
        {
            return await Broken(db, tree, size, ct) is { } refusal ? refusal : await Add(db, tree, size, ct);
        }
        catch (BrokenTreeException fault)
        {
            return new NotAllowed($"{fault.Message} Nothing is signed.");
        }
    }

    private async Task<Result<Done>> Add(PortalDb db, LedgerTree tree, long size, CancellationToken ct)
    {
        if (size == 0 || await db.LedgerCheckpoints.AnyAsync(row => row.Size == size, ct))
            return new Done();

        await tree.Grow(size, ct);
        var checkpoint = new Checkpoint(await OriginOf(db, ct), size, await tree.Root(size, ct));
        using var current = keys.Current();
        using var next = keys.Next();
        var last = await LedgerKeyChange.Last(db, ct);
        var isRotating = next is not null && last?.IsTo(next) is true;
        if (!isRotating && await IsAnotherKey(db, current, last, ct))
            return new NotAllowed("The key in keys/ledger.pem is not the one that signed before, and no entry says that it takes over. Nothing is signed.");

        var signed = SignedCheckpoint.Sign(checkpoint, isRotating && next is not null ? [current, next] : [current]);
        db.LedgerCheckpoints.Add(new LedgerCheckpoint(signed, time.GetUtcNow()));
        return new Done();
    }

    /// <summary>Whether the ledger still begins with all that the last checkpoint outside, and the last one inside, was signed over.</summary>
    private async Task<Refusal?> Broken(PortalDb db, LedgerTree tree, long size, CancellationToken ct)
    {
        foreach (var signed in new[] { log.Last(), await Newest(db, ct) }.OfType<SignedCheckpoint>())
        {
            var before = signed.Checkpoint;
            if (before.Size > size)
                return new NotAllowed($"A checkpoint over {before.Size} entries was signed, but the ledger has {size}: this is an older copy of it. Nothing is signed.");
            var root = await tree.Root(before.Size, ct);
            if (!root.AsSpan().SequenceEqual(before.Root))
                return new NotAllowed($"The first {before.Size} entries are not those that were signed. Nothing more is signed: verify the ledger.");
        }

        return null;
    }

    private static async Task<bool> IsAnotherKey(PortalDb db, ECDsa current, KeyChange? last, CancellationToken ct) =>
        await Newest(db, ct) is { } before && !before.IsSignedBy(current)
        && !(last is not null && last.Index >= before.Checkpoint.Size && last.IsTo(current));

    /// <summary>Once a checkpoint that the next key signed is kept, that one is the key.</summary>
    private async Task EndRotation(CancellationToken ct)
    {
        using var next = keys.Next();
        if (next is null)
            return;

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Newest(db, ct) is { } newest && newest.IsSignedBy(next))
            keys.Promote();
    }

    private static async Task<SignedCheckpoint?> Newest(PortalDb db, CancellationToken ct) =>
        await db.LedgerCheckpoints.AsNoTracking().OrderByDescending(row => row.Size).Select(row => row.Note).FirstOrDefaultAsync(ct) is { } note ? SignedCheckpoint.TryParse(note) : null;

    /// <summary>The ledger's name is that of its first checkpoint, wherever the portal is reached later.</summary>
    private async Task<string> OriginOf(PortalDb db, CancellationToken ct)
    {
        var first = await db.LedgerCheckpoints.AsNoTracking().OrderBy(row => row.Size).Select(row => row.Note).FirstOrDefaultAsync(ct);
        return first is not null && SignedCheckpoint.TryParse(first) is { Checkpoint.Origin: var origin } ? origin : $"{new Uri(options.PublicUrl).Host}/ledger";
    }

    /// <summary>In order, and again from where it stopped when it could not be written.</summary>
    private async Task Keep(CancellationToken ct)
    {
        var kept = log.Last()?.Checkpoint.Size ?? 0;
        await using var db = await dbs.CreateDbContextAsync(ct);
        log.Append(await db.LedgerCheckpoints.AsNoTracking().Where(row => row.Size > kept).OrderBy(row => row.Size).Select(row => row.Note).ToListAsync(ct));
    }
}
