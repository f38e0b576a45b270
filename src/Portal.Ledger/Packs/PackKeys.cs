using System.Security.Cryptography;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Exports;

namespace Portal.Ledger.Packs;

/// <summary>
/// The keys of a pack: which one signed the manifest, and how it came to be the ledger's key, entry by entry, each proven against the
/// checkpoint that the key before and the new one signed.
/// </summary>
internal sealed class PackKeys(byte[] signer, IReadOnlyList<ProvenEntry> takeovers) : IDisposable
{
    private readonly IReadOnlyList<(ProvenEntry Entry, KeyChange? Change)> _takeovers = [.. takeovers.Select(entry => (entry, KeyChange.TryRead(entry.Index, entry.Bytes)))];
    private KeyChain? _chain;

    public KeyChain Chain => _chain ??= new KeyChain([.. _takeovers.Select(takeover => takeover.Change).OfType<KeyChange>()], signer);

    public IEnumerable<string> Faults()
    {
        foreach (var (entry, change) in _takeovers)
        {
            if (change is null || !entry.SaysItsIndex()) yield return $"{PackLayout.Keys}: entry {entry.Index} brings no key.";
            else if (entry.Under is null || !entry.StandsIn(entry.Under.Checkpoint)) yield return $"{PackLayout.Keys}: the proof of entry {entry.Index} does not hold.";
        }

        foreach (var broken in Chain.Breaks()) yield return $"{PackLayout.Keys}: {broken}";
        foreach (var under in _takeovers.Where(takeover => takeover is { Change: not null, Entry.Under: not null }).GroupBy(takeover => takeover.Entry.Under?.Note ?? ""))
        {
            var (first, last) = (under.First(), under.Last());
            byte[][] signers = first.Change is { IsLost: false, From: var from } ? [from, last.Change?.To ?? []] : [last.Change?.To ?? []];
            foreach (var key in signers.Where(key => first.Entry.Under is { } note && !IsSigned(note, key))) yield return $"{PackLayout.Keys}: the checkpoint over entry {first.Entry.Index} is not signed by the key {KeyChange.Fingerprint(key)}.";
        }
    }

    public void Dispose() => _chain?.Dispose();

    private static bool IsSigned(SignedCheckpoint note, byte[] publicKey)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return note.IsSignedBy(key);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
