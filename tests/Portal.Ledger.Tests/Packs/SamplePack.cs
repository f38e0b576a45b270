using System.Security.Cryptography;
using System.Text;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Packs;
using Portal.Ledger.Tests.Exports;
using Portal.Ledger.Trees;

namespace Portal.Ledger.Tests.Packs;

/// <summary>A pack over a ledger of forty entries in which the key was rotated once, file by file, and the means to forge one.</summary>
internal sealed class SamplePack
{
    private SamplePack(string scope, IReadOnlyList<byte[]> entries, ECDsa signer)
    {
        (Scope, Entries, Signer) = (scope, entries, signer);
        Takeovers = entries.Count > LedgerFile.RotatedAt ? [Proven(LedgerFile.RotatedAt, 12, Signed(12))] : [];
        var checkpoint = Signed(entries.Count);
        Files = new(StringComparer.Ordinal)
        {
            ["README.txt"] = PackGuide.ReadmeBytes(scope, "2026-10-31", "2026-10-31T22:59:58.000Z", personalData: false, checkpoint.Checkpoint),
            [PackLayout.Checkpoint] = Text(checkpoint.Note),
            ["records/register.json"] = Text("[\n{\"code\":\"AIS-0001\"},\n{\"code\":\"AIS-0002\"},\n{\"code\":\"AIS-0003\"}\n]\n"),
            ["summary/report.html"] = Text("<!doctype html><title>Zürich</title>"),
            ["summary/report.pdf"] = [0x25, 0x50, 0x44, 0x46, 0xff],
            ["tables/register.csv"] = Text("Code,Name\r\nAIS-0001,\"Two\nlines\"\r\nAIS-0002,x\r\n"),
            ["verify.py"] = PackGuide.ScriptBytes(),
        };
        if (scope == PackLayout.Estate) Files[PackLayout.Ledger] = Text(string.Join('\n', Ledger.Lines(entries, Ledger.Second, Ledger.KeysAt)) + "\n");
        else Files[PackLayout.Entries] = Lines([.. new[] { 3, LedgerFile.RotatedAt, 17, 39 }.Where(index => index < entries.Count).Select(index => Proven(index, entries.Count))]);
    }

    public static LedgerFile Ledger { get; } = new();

    public string Scope { get; set; }

    public IReadOnlyList<byte[]> Entries { get; }

    public ECDsa Signer { get; set; }

    public SortedDictionary<string, byte[]> Files { get; }

    /// <summary>Lines of keys.ndjson; how the second key took over.</summary>
    public List<ProvenEntry> Takeovers { get; }

    public static SamplePack Estate(int size = LedgerFile.Size, string subject = "AIS-0001") => new(PackLayout.Estate, [.. Enumerable.Range(0, size).Select(index => Ledger.Entry(index, subject))], Ledger.Second);

    public static SamplePack OfSystem() => new("system:AIS-0001", [.. Enumerable.Range(0, LedgerFile.Size).Select(index => Ledger.Entry(index))], Ledger.Second);

    public ProvenEntry Proven(int index, int size, SignedCheckpoint? under = null) => new(
        index, Entries[index], [.. TreeShape.Inclusion(index, size).Select(step => TreeHash.Join([.. step.Select(node => RootOf([.. Entries.Skip((int)node.First).Take((int)node.Leaves)]))]))], under);

    public SignedCheckpoint Signed(int size, params ECDsa[] keys) => LedgerFile.Signed(Entries, size, keys is [] ? Ledger.KeysAt(size) : keys);

    public PackManifest Manifest(Checkpoint? checkpoint = null) => new(
        "1.0.0", Scope, "2026-10-31", "2026-10-31T22:59:58.000Z", PersonalData: false, checkpoint ?? Signed(Entries.Count).Checkpoint,
        [.. Files.Select(file => new PackFile(file.Key, file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value)), Count(file.Key, file.Value)))]);

    /// <summary>Everything that the ZIP holds, in its order.</summary>
    public List<(string Path, byte[] Bytes)> Parts(PackManifest? manifest = null)
    {
        var seal = PackSeal.Sign(manifest ?? Manifest(), Signer, Takeovers);
        return
        [
            (PackLayout.Manifest, (manifest ?? Manifest()).ToBytes()), (PackLayout.Key, Text(seal.KeyPem)), (PackLayout.Keys, Lines(seal.Takeovers)), (PackLayout.Signature, seal.Signature),
            .. Files.Select(file => (file.Key, file.Value)),
        ];
    }

    public static byte[] Zip(IEnumerable<(string Path, byte[] Bytes)> parts, Func<PackFile, PackFile>? claim = null)
    {
        var packed = new List<(PackedFile File, byte[] Bytes)>();
        foreach (var (path, content) in parts)
        {
            using var bytes = new MemoryStream();
            var file = PackedFile.Pack(path, bytes, stream => stream.WriteAsync(content).AsTask()).GetAwaiter().GetResult();
            packed.Add((claim is null ? file : file with { File = claim(file.File) }, bytes.ToArray()));
        }

        using var zip = new MemoryStream();
        PackZip.Write(zip, [.. packed.Select(file => file.File)], file => new MemoryStream(packed.First(one => ReferenceEquals(one.File, file)).Bytes), default).GetAwaiter().GetResult();
        return zip.ToArray();
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Lines(IEnumerable<ProvenEntry> entries) => [.. entries.SelectMany(entry => (byte[])[.. entry.ToBytes(), (byte)'\n'])];

    private static byte[] RootOf(IReadOnlyList<byte[]> entries)
    {
        var tree = new GrowingTree();
        foreach (var entry in entries) tree.Add(Leaf.Hash(entry));
        return tree.Root;
    }

    private static long? Count(string path, byte[] bytes)
    {
        var count = new ItemCount(path);
        count.Add(bytes);
        return count.Items;
    }
}
