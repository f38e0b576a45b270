using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Audit.Tree;
using Portal.Data;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Exports;
using Portal.Ledger.Packs;
using Portal.Ledger.Trees;

namespace Portal.Audit;

/// <summary>Gives out what an evidence pack holds of the ledger, and the key that signs the pack with how it came to be the ledger's.</summary>
public sealed class LedgerEvidence(IDbContextFactory<PortalDb> dbs, LedgerKeys keys)
{
    private const int Portion = 500;

    public async Task<SignedCheckpoint> Checkpoint(long size, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var note = await db.LedgerCheckpoints.AsNoTracking().Where(row => row.Size == size).Select(row => row.Note).SingleAsync(ct);
        return SignedCheckpoint.TryParse(note) ?? throw new InvalidOperationException($"The checkpoint over {size} entries is none: verify the ledger.");
    }

    /// <summary>The key (PEM) that was in force when the ledger had so many entries.</summary>
    public async Task<string> KeyAt(long size, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var changes = await LedgerKeyChange.All(db, ct);
        using var current = keys.Current();
        var key = changes.LastOrDefault(change => change.Index < size)?.To ?? (changes.Count > 0 ? changes[0].From : current.ExportSubjectPublicKeyInfo());
        return PemEncoding.WriteString("PUBLIC KEY", key);
    }

    /// <summary>Signs with the key that the ledger names last of those that a checkpoint was signed with.</summary>
    public async Task<PackSeal> Seal(PackManifest manifest, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var takeovers = new List<ProvenEntry>();
        KeyChange? last = null;
        foreach (var change in await LedgerKeyChange.All(db, ct))
        {
            if (await db.LedgerCheckpoints.AsNoTracking().Where(row => row.Size > change.Index).OrderBy(row => row.Size).FirstOrDefaultAsync(ct) is not { } row || SignedCheckpoint.TryParse(row.Note) is not { } under)
                break;

            var bytes = await db.Entries.AsNoTracking().Where(entry => entry.Index == change.Index).Select(entry => entry.Bytes).SingleAsync(ct);
            takeovers.Add(new ProvenEntry(change.Index, bytes, [.. await new LedgerTree(db).Proof(TreeShape.Inclusion(change.Index, row.Size), ct)], under));
            last = change;
        }

        // A rotation ends a moment after its checkpoint: until then the next key is beside the one that goes.
        using var current = keys.Current();
        using var next = keys.Next();
        var signer = last is null || last.IsTo(current) ? current : next is not null && last.IsTo(next) ? next : throw new InvalidOperationException("The portal's key is not the one that the ledger names last: nothing is signed.");
        return PackSeal.Sign(manifest, signer, takeovers);
    }

    /// <summary>The entries below a size whose subject is wanted, each with its proof; every change of the key is among them. In portions of the whole, some of them empty.</summary>
    internal async IAsyncEnumerable<(long Upto, IReadOnlyList<ProvenEntry> Entries)> Entries(long size, Func<string, bool> wanted, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var next = 0L; next < size; next += Portion)
        {
            var end = Math.Min(next + Portion, size);
            await using var db = await dbs.CreateDbContextAsync(ct);
            var subjects = await db.Entries.AsNoTracking().Where(entry => entry.Index >= next && entry.Index < end).Select(entry => new { entry.Index, entry.Subject, entry.Action }).ToListAsync(ct);
            var chosen = subjects.Where(entry => wanted(entry.Subject) || entry.Action is KeyChange.Rotated or KeyChange.Replaced).Select(entry => entry.Index).ToList();
            var bytes = await db.Entries.AsNoTracking().Where(entry => chosen.Contains(entry.Index)).OrderBy(entry => entry.Index).Select(entry => new { entry.Index, entry.Bytes }).ToListAsync(ct);
            var tree = new LedgerTree(db);
            var proven = new List<ProvenEntry>(bytes.Count);
            foreach (var entry in bytes)
                proven.Add(new ProvenEntry(entry.Index, entry.Bytes, [.. await tree.Proof(TreeShape.Inclusion(entry.Index, size), ct)]));
            yield return (end, proven);
        }
    }
}
