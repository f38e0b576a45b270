using System.Collections.Immutable;
using Portal.Ledger.Checkpoints;

namespace Portal.Ledger.Packs;

/// <summary>A file of a pack: its length, SHA-256 in hex, and how many rows, records or entries it holds where it holds such.</summary>
public sealed record PackFile(string Path, long Size, string Sha256, long? Items);

/// <summary>
/// What a pack is about, and every file in it. What is signed is this, so that one signature covers all.
/// </summary>
/// <param name="Portal">The version of the portal that made it.</param>
/// <param name="Scope"><c>estate</c>, <c>department:…</c> or <c>system:AIS-0003</c>.</param>
/// <param name="Day">The day of the last entry that the checkpoint covers, in the organisation's zone.</param>
/// <param name="AsOf">When that entry was made: the instant as of which everything is told.</param>
/// <param name="PersonalData">Whether people are named; if not, each has a pseudonym that is the same in every pack.</param>
/// <param name="Checkpoint">The ledger that it is pinned to.</param>
/// <param name="Files">In the order of their paths.</param>
public sealed record PackManifest(string Portal, string Scope, string Day, string AsOf, bool PersonalData, Checkpoint Checkpoint, ImmutableArray<PackFile> Files)
{
    public bool IsEstate => Scope == PackLayout.Estate;

    public byte[] ToBytes() => CanonicalJson.Object(
        ("format", PackLayout.Format), ("portal", Portal), ("scope", Scope), ("day", Day), ("asOf", AsOf), ("personalData", PersonalData),
        ("checkpoint", CanonicalJson.Object(("origin", Checkpoint.Origin), ("size", Checkpoint.Size), ("root", Convert.ToBase64String(Checkpoint.Root)))),
        ("files", CanonicalJson.List([.. Files.Select(ToJson)]))).ToBytes();

    /// <summary>Null when the bytes are no manifest in the one form that it has.</summary>
    public static PackManifest? TryParse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return CanonicalJson.Parse(bytes) is CanonicalValue.Object value && Read(value) is { } manifest && manifest.ToBytes().AsSpan().SequenceEqual(bytes) ? manifest : null;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static CanonicalValue ToJson(PackFile file) => file.Items is { } items
        ? CanonicalJson.Object(("path", file.Path), ("size", file.Size), ("sha256", file.Sha256), ("items", items))
        : CanonicalJson.Object(("path", file.Path), ("size", file.Size), ("sha256", file.Sha256));

    private static PackManifest? Read(CanonicalValue.Object value) =>
        value["format"] is CanonicalValue.Text { Value: PackLayout.Format } && value["portal"] is CanonicalValue.Text portal && value["scope"] is CanonicalValue.Text scope
        && value["day"] is CanonicalValue.Text day && value["asOf"] is CanonicalValue.Text asOf && value["personalData"] is CanonicalValue.Truth personal
        && value["checkpoint"] is CanonicalValue.Object checkpoint && checkpoint["origin"] is CanonicalValue.Text origin
        && checkpoint["size"] is CanonicalValue.Integer size && checkpoint["root"] is CanonicalValue.Text root && value["files"] is CanonicalValue.List files
        && files.Items.Select(File).ToImmutableArray() is var read && !read.Any(file => file is null)
            ? new(portal.Value, scope.Value, day.Value, asOf.Value, personal.Value, new Checkpoint(origin.Value, size.Value, Convert.FromBase64String(root.Value)), [.. read.OfType<PackFile>()])
            : null;

    private static PackFile? File(CanonicalValue value) =>
        value is CanonicalValue.Object file && file["path"] is CanonicalValue.Text path && file["size"] is CanonicalValue.Integer { Value: >= 0 } size
        && file["sha256"] is CanonicalValue.Text digest && file["items"] is null or CanonicalValue.Integer
            ? new(path.Value, size.Value, digest.Value, (file["items"] as CanonicalValue.Integer)?.Value)
            : null;
}
