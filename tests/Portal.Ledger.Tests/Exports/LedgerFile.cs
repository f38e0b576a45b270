using System.Security.Cryptography;
using System.Text;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Exports;
using Portal.Ledger.Trees;

namespace Portal.Ledger.Tests.Exports;

/// <summary>A ledger of forty entries in which the key was rotated once, as an export of it has its lines, and the means to forge one.</summary>
internal sealed class LedgerFile : IDisposable
{
    public const string Origin = "portal.example/ledger";
    public const int Size = 40;
    public const int RotatedAt = 10;
    private static readonly int[] CheckpointSizes = [5, 12, 20, 33, Size];

    public ECDsa First { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ECDsa Second { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ECDsa Stranger { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The lines of the export: the head, forty entries, five checkpoints.</summary>
    public List<string> Lines() => Lines([.. Enumerable.Range(0, Size).Select(index => Entry(index))], Second, size => KeysAt(size));

    public List<string> Lines(IReadOnlyList<byte[]> entries, ECDsa last, Func<int, ECDsa[]> keysAt) =>
    [
        Text(new ExportLine.Head(Origin, entries.Count, last.ExportSubjectPublicKeyInfoPem())),
        .. entries.Select((bytes, index) => Text(new ExportLine.Entry(index, bytes))),
        .. CheckpointSizes.Where(size => size <= entries.Count).Select(size => Checkpoint(entries, size, keysAt(size))),
    ];

    public ECDsa[] KeysAt(int size) => size <= RotatedAt ? [First] : size <= 12 ? [First, Second] : [Second];

    public byte[] Entry(int index, string subject = "AIS-0001", string action = KeyChange.Rotated) => (index == RotatedAt
        ? CanonicalJson.Object(
            ("index", index), ("action", action), ("subject", "ledger"), ("reason", "Every year."),
            ("details", CanonicalJson.Object(("from", Spki(First)), ("to", Spki(Second)))))
        : CanonicalJson.Object(("index", index), ("action", "register.filed"), ("subject", subject), ("reason", "Zürich: “näher” — 1+1"))).ToBytes();

    public static string Checkpoint(IReadOnlyList<byte[]> entries, int size, params ECDsa[] keys) => Text(new ExportLine.Checkpoint(Signed(entries, size, keys)));

    public static SignedCheckpoint Signed(IReadOnlyList<byte[]> entries, int size, params ECDsa[] keys)
    {
        var tree = new GrowingTree();
        foreach (var bytes in entries.Take(size)) tree.Add(Leaf.Hash(bytes));
        return SignedCheckpoint.Sign(new Checkpoint(Origin, size, tree.Root), keys);
    }

    public static string Text(ExportLine line) => Encoding.UTF8.GetString(line.ToBytes());

    public static string Spki(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        Stranger.Dispose();
    }
}
