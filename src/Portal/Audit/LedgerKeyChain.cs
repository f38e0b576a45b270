using Portal.Data;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Exports;

namespace Portal.Audit;

/// <summary>Which key signed when, from the first checkpoint to the key that the portal holds now, as the ledger's own entries tell.</summary>
internal sealed class LedgerKeyChain : IDisposable
{
    private readonly KeyChain _chain;
    private readonly byte[]? _held;

    private LedgerKeyChain(IReadOnlyList<KeyChange> changes, byte[]? held) => (_chain, _held) = (new KeyChain(changes, held ?? []), held);

    public static async Task<LedgerKeyChain> Of(PortalDb db, LedgerKeys keys, CancellationToken ct)
    {
        var changes = await LedgerKeyChange.All(db, ct);
        using var next = keys.Next();
        using var key = keys.Existing();

        // Between the entry of a rotation and its checkpoint, the key that the ledger names last is the next one.
        var coming = next is not null && changes is [.., var last] && last.IsTo(next) ? next : key;
        return new LedgerKeyChain(changes, coming?.ExportSubjectPublicKeyInfo());
    }

    /// <summary>What is wrong with the key itself; null when the portal holds the one that the ledger names last.</summary>
    public string? Fault => _held is null
        ? "The key that signs checkpoints is missing, so their signatures cannot be checked."
        : _chain.Changes is [.., var last] && !last.To.AsSpan().SequenceEqual(_held) ? "The portal's key is not the one that the ledger names last." : null;

    /// <summary>Whether all the keys signed that had to, on a checkpoint that follows one over <paramref name="previous"/> entries.</summary>
    public bool Signed(long previous, SignedCheckpoint checkpoint) => _held is not null && !_chain.Missing(previous, checkpoint).Any();

    public void Dispose() => _chain.Dispose();
}
