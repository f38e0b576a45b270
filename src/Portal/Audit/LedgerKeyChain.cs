using System.Security.Cryptography;
using Portal.Data;
using Portal.Ledger.Checkpoints;

namespace Portal.Audit;

/// <summary>Which key signed when, from the first checkpoint to the key that the portal holds now, as the ledger's own entries tell.</summary>
internal sealed class LedgerKeyChain : IDisposable
{
    private readonly IReadOnlyList<LedgerKeyChange> _changes;
    private readonly byte[]? _current;
    private readonly Dictionary<string, ECDsa> _keys = [];

    private LedgerKeyChain(IReadOnlyList<LedgerKeyChange> changes, byte[]? current) => (_changes, _current) = (changes, current);

    public static async Task<LedgerKeyChain> Of(PortalDb db, LedgerKeys keys, CancellationToken ct)
    {
        var changes = await LedgerKeyChange.All(db, ct);
        using var next = keys.Next();
        using var key = keys.Existing();

        // Between the entry of a rotation and its checkpoint, the key that the ledger names last is the next one.
        var held = next?.ExportSubjectPublicKeyInfo() is { } coming && IsNamedLast(changes, coming) ? coming : key?.ExportSubjectPublicKeyInfo();
        return new LedgerKeyChain(changes, held);
    }

    /// <summary>What is wrong with the key itself; null when the portal holds the one that the ledger names last.</summary>
    public string? Fault => _current is null
        ? "The key that signs checkpoints is missing, so their signatures cannot be checked."
        : _changes.Count > 0 && !IsNamedLast(_changes, _current) ? "The portal's key is not the one that the ledger names last." : null;

    /// <summary>Whether all the keys signed that had to, on a checkpoint that follows one over <paramref name="previous"/> entries.</summary>
    public bool Signed(long previous, SignedCheckpoint checkpoint) =>
        _current is not null && Signers(previous, checkpoint.Checkpoint.Size).All(key => key is not null && checkpoint.IsSignedBy(key));

    public void Dispose()
    {
        foreach (var key in _keys.Values)
            key.Dispose();
    }

    private IEnumerable<ECDsa?> Signers(long previous, long size)
    {
        var between = _changes.Where(change => change.Index >= previous && change.Index < size).ToList();
        if (between.Count == 0)
            return [Key(_changes.LastOrDefault(change => change.Index < size)?.To ?? (_changes.Count > 0 ? _changes[0].From : _current ?? []))];

        return between[0].IsLost ? [Key(between[^1].To)] : [Key(between[0].From), Key(between[^1].To)];
    }

    private ECDsa? Key(byte[] publicKey)
    {
        var name = Convert.ToHexString(publicKey);
        if (_keys.TryGetValue(name, out var known))
            return known;

        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return _keys[name] = key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private static bool IsNamedLast(IReadOnlyList<LedgerKeyChange> changes, byte[] key) => changes.Count > 0 && changes[^1].To.AsSpan().SequenceEqual(key);
}
