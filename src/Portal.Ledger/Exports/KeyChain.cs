using System.Security.Cryptography;
using Portal.Ledger.Checkpoints;

namespace Portal.Ledger.Exports;

/// <summary>Which key had to sign when, as the entries of a ledger tell.</summary>
public sealed class KeyChain(IReadOnlyList<KeyChange> changes, byte[] last) : IDisposable
{
    private readonly Dictionary<string, ECDsa?> _keys = [];

    public IReadOnlyList<KeyChange> Changes => changes;

    /// <summary>All keys from the first to the last.</summary>
    public IEnumerable<byte[]> Keys => changes.Count == 0 ? [last] : [changes[0].From, .. changes.Select(change => change.To)];

    /// <summary>Where an entry names another key before it than was in force, or the head another than is in force at the end.</summary>
    public IEnumerable<string> Breaks()
    {
        for (var at = 1; at < changes.Count; at++)
        {
            if (!Same(changes[at].From, changes[at - 1].To))
                yield return $"Entry {changes[at].Index} takes over from another key than entry {changes[at - 1].Index} brought.";
        }

        if (changes.Count > 0 && !Same(changes[^1].To, last))
            yield return $"The head names another key than entry {changes[^1].Index}, which brought the last one.";
    }

    /// <summary>The keys that had to sign a checkpoint which follows one over <paramref name="previous"/> entries, and did not.</summary>
    public IEnumerable<byte[]> Missing(long previous, SignedCheckpoint checkpoint)
    {
        foreach (var key in Signers(previous, checkpoint.Checkpoint.Size))
        {
            if (KeyOf(key) is not { } usable || !checkpoint.IsSignedBy(usable))
                yield return key;
        }
    }

    public bool AnySigned(SignedCheckpoint checkpoint) => Keys.Any(key => KeyOf(key) is { } usable && checkpoint.IsSignedBy(usable));

    /// <summary>Whether trust in this key reaches the end: it is one of the chain, and none of those after it came without the signature of the one before.</summary>
    public bool VouchesForTheEnd(byte[] key)
    {
        var at = Keys.ToList().FindIndex(one => Same(one, key));
        return at >= 0 && !changes.Skip(at).Any(change => change.IsLost);
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values) key?.Dispose();
    }

    private IReadOnlyList<byte[]> Signers(long previous, long size)
    {
        var between = changes.Where(change => change.Index >= previous && change.Index < size).ToList();
        if (between.Count > 0) return between[0].IsLost ? [between[^1].To] : [between[0].From, between[^1].To];
        return [changes.LastOrDefault(change => change.Index < size)?.To ?? (changes.Count > 0 ? changes[0].From : last)];
    }

    private ECDsa? KeyOf(byte[] publicKey)
    {
        var name = Convert.ToHexString(publicKey);
        if (_keys.TryGetValue(name, out var known)) return known;

        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return _keys[name] = key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return _keys[name] = null;
        }
    }

    private static bool Same(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);
}
