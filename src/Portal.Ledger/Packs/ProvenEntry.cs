using System.Collections.Immutable;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Trees;

namespace Portal.Ledger.Packs;

/// <summary>
/// An entry of the ledger with the way from it to a root (RFC 6962, 2.1.1), as a line of canonical JSON. Where the root is not that of the
/// pack's own checkpoint, the line holds the checkpoint too.
/// </summary>
public sealed record ProvenEntry(long Index, byte[] Bytes, ImmutableArray<byte[]> Path, SignedCheckpoint? Under = null)
{
    public byte[] ToBytes()
    {
        CanonicalValue path = CanonicalJson.List([.. Path.Select(step => (CanonicalValue)Convert.ToBase64String(step))]);
        return (Under is null
            ? CanonicalJson.Object(("index", Index), ("bytes", Convert.ToBase64String(Bytes)), ("path", path))
            : CanonicalJson.Object(("index", Index), ("bytes", Convert.ToBase64String(Bytes)), ("path", path), ("checkpoint", Under.Note))).ToBytes();
    }

    /// <summary>Null when the bytes are no such line in the one form that it has.</summary>
    public static ProvenEntry? TryParse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return CanonicalJson.Parse(bytes) is CanonicalValue.Object value && Read(value) is { } entry && entry.ToBytes().AsSpan().SequenceEqual(bytes) ? entry : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether the entry stands in the ledger of this checkpoint.</summary>
    public bool StandsIn(Checkpoint checkpoint) => Proofs.Includes(Index, Leaf.Hash(Bytes), checkpoint.Size, checkpoint.Root, Path);

    /// <summary>Whether the entry says of itself that it is the one at this index.</summary>
    public bool SaysItsIndex()
    {
        try
        {
            return CanonicalJson.Parse(Bytes) is CanonicalValue.Object entry && entry["index"] is CanonicalValue.Integer { Value: var index } && index == Index;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static ProvenEntry? Read(CanonicalValue.Object value)
    {
        if (value["index"] is not CanonicalValue.Integer index || value["bytes"] is not CanonicalValue.Text bytes || value["path"] is not CanonicalValue.List path)
            return null;

        SignedCheckpoint? under = null;
        if (value["checkpoint"] is { } note && (note is not CanonicalValue.Text { Value: var text } || (under = SignedCheckpoint.TryParse(text)) is null))
            return null;

        var steps = path.Items.Select(step => step is CanonicalValue.Text { Value: var hash } ? Convert.FromBase64String(hash) : []).ToImmutableArray();
        return steps.All(step => step.Length == TreeHash.Size) ? new(index.Value, Convert.FromBase64String(bytes.Value), steps, under) : null;
    }
}
