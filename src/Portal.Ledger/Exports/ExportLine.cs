using Portal.Ledger.Checkpoints;

namespace Portal.Ledger.Exports;

/// <summary>
/// A line of an export of the ledger, as canonical JSON: it has one form only. First the head, then every entry in its order, then every
/// checkpoint in its order.
/// </summary>
public abstract record ExportLine
{
    public const string Format = "portal-ledger/1";

    private ExportLine()
    {
    }

    private const string FormatName = "format";
    private const string OriginName = "origin";
    private const string SizeName = "size";
    private const string KeyName = "key";
    private const string IndexName = "index";
    private const string BytesName = "bytes";
    private const string CheckpointName = "checkpoint";

    private protected abstract CanonicalValue.Object Value { get; }

    /// <summary>Without the end of the line.</summary>
    public byte[] ToBytes() => Value.ToBytes();

    /// <summary>Null when the bytes are no line of an export in the one form that it has.</summary>
    public static ExportLine? TryParse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return CanonicalJson.Parse(bytes) is CanonicalValue.Object value && Read(value) is { } line && line.ToBytes().AsSpan().SequenceEqual(bytes) ? line : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static ExportLine? Read(CanonicalValue.Object value) =>
        value[FormatName] is CanonicalValue.Text { Value: Format } && value[OriginName] is CanonicalValue.Text origin
            && value[SizeName] is CanonicalValue.Integer size && value[KeyName] is CanonicalValue.Text key ? new Head(origin.Value, size.Value, key.Value)
        : value[IndexName] is CanonicalValue.Integer index && value[BytesName] is CanonicalValue.Text entry ? new Entry(index.Value, Convert.FromBase64String(entry.Value))
        : value[CheckpointName] is CanonicalValue.Text note && SignedCheckpoint.TryParse(note.Value) is { } signed ? new Checkpoint(signed)
        : null;

    /// <summary>What follows, and the public key (PEM) that signed last: it vouches for those before it.</summary>
    public sealed record Head(string Origin, long Size, string Key) : ExportLine
    {
        private protected override CanonicalValue.Object Value => CanonicalJson.Object((FormatName, Format), (OriginName, Origin), (SizeName, Size), (KeyName, Key));
    }

    /// <summary>An entry's stored bytes: SHA-256 over a zero byte and these is its leaf.</summary>
    public sealed record Entry(long Index, byte[] Bytes) : ExportLine
    {
        private protected override CanonicalValue.Object Value => CanonicalJson.Object((IndexName, Index), (BytesName, Convert.ToBase64String(Bytes)));
    }

    public sealed record Checkpoint(SignedCheckpoint Signed) : ExportLine
    {
        private protected override CanonicalValue.Object Value => CanonicalJson.Object((CheckpointName, Signed.Note));
    }
}
