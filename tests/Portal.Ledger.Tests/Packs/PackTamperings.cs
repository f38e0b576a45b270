using System.Buffers.Binary;
using System.Text;
using Portal.Ledger.Packs;
using Portal.Ledger.Tests.Exports;

namespace Portal.Ledger.Tests.Packs;

/// <summary>What can be done to a pack, by somebody who has no key, by a stranger with a key of their own, and by who holds the ledger's key; and what is said of it.</summary>
internal static class PackTamperings
{
    public static IReadOnlyDictionary<string, Func<(byte[] Zip, string Fault)>> All { get; } = new Dictionary<string, Func<(byte[] Zip, string Fault)>>
    {
        // Files.
        ["a byte of a record is flipped"] = () => (Replaced("records/register.json", Flip), "records/register.json is not what was signed"),
        ["a record is taken out"] = () => (Replaced("records/register.json", _ => SamplePack.Text("[\n{\"code\":\"AIS-0001\"},\n{\"code\":\"AIS-0002\"}\n]\n")), "records/register.json is not what was signed"),
        ["a table is changed"] = () => (Replaced("tables/register.csv", Flip), "tables/register.csv is not what was signed"),
        ["the report is changed"] = () => (Replaced("summary/report.html", Flip), "summary/report.html is not what was signed"),
        ["the PDF is changed"] = () => (Replaced("summary/report.pdf", Flip), "summary/report.pdf is not what was signed"),
        ["README.txt is changed"] = () => (Replaced("README.txt", Flip), "README.txt is not what was signed"),
        ["the script is changed"] = () => (Replaced("verify.py", _ => SamplePack.Text("print('VERIFIED')\n")), "verify.py is not what was signed"),
        ["a file is dropped"] = () => (Changed(parts => parts.RemoveAll(part => part.Path == "tables/register.csv")), "tables/register.csv is missing"),
        ["a file is added"] = () => (Changed(parts => parts.Add(("zzz.txt", [1]))), "zzz.txt is not in the manifest"),
        ["two files change places"] = () => (Changed(parts => (parts[^1], parts[^2]) = (parts[^2], parts[^1])), "do not stand in the order of their names"),
        ["what signs stands elsewhere"] = () => (Changed(parts => (parts[0], parts[1]) = (parts[1], parts[0])), "It does not begin with manifest.json"),
        ["a file stands twice"] = () => (Changed(parts => parts.Insert(parts.Count - 1, parts[^1])), "verify.py stands in it more than once"),
        ["a second manifest stands behind the first"] = () => (Changed(parts => parts.Add(("manifest.json", SamplePack.OfSystem().Manifest().ToBytes()))), "manifest.json stands in it more than once"),
        ["a name leads out of the folder"] = () => (Changed(parts => parts.Add(("../../.ssh/authorized_keys", [1]))), "The name ../../.ssh/authorized_keys could lead out"),
        ["a name begins at the root"] = () => (Changed(parts => parts.Add(("/etc/cron.d/x", [1]))), "The name /etc/cron.d/x could lead out"),

        // The manifest and its signature.
        ["the manifest says another scope"] = () => (Manifest(manifest => manifest with { Scope = "system:AIS-0009" }), "is not a signature of manifest.json"),
        ["the manifest says another day"] = () => (Manifest(manifest => manifest with { Day = "2026-11-30" }), "is not a signature of manifest.json"),
        ["the manifest says that nobody is named"] = () => (Manifest(manifest => manifest with { PersonalData = true }), "is not a signature of manifest.json"),
        ["a count is changed"] = () => (Manifest(manifest => manifest with { Files = [.. manifest.Files.Select(file => file with { Items = file.Items + 1 })] }), "is not a signature of manifest.json"),
        ["a count is changed by who holds the key"] = () => (Insider(SamplePack.Estate(), manifest => manifest with { Files = [.. manifest.Files.Select(file => file.Path == "records/register.json" ? file with { Items = 4 } : file)] }), "records/register.json holds 3, and not the 4"),
        ["the manifest is written in another form"] = () => (Replaced(PackLayout.Manifest, bytes => [.. bytes, (byte)'\n']), "manifest.json is not in the form of a manifest"),
        ["the manifest is dropped"] = () => (Changed(parts => parts.RemoveAt(0)), "manifest.json is missing"),
        ["the signature is that of another pack"] = () => (Replaced(PackLayout.Signature, _ => SamplePack.OfSystem().Parts()[3].Bytes), "is not a signature of manifest.json"),
        ["the signature is cut off"] = () => (Replaced(PackLayout.Signature, bytes => bytes[..^4]), "is not a signature of manifest.json"),
        ["the signature is dropped"] = () => (Changed(parts => parts.RemoveAt(3)), "is not a signature of manifest.json"),
        ["another key stands beside it"] = () => (Replaced(PackLayout.Key, _ => SamplePack.Text(SamplePack.Ledger.Stranger.ExportSubjectPublicKeyInfoPem() + "\n")), "is not a signature of manifest.json"),
        ["the key is none"] = () => (Replaced(PackLayout.Key, _ => SamplePack.Text("a key\n")), "is no P-256 public key"),
        ["a stranger changed a record and signed anew"] = () => (Resigned(pack => pack.Files["records/register.json"] = SamplePack.Text("[\n]\n")), "ledger/checkpoint.txt is not signed by the ledger's key"),

        // The ledger.
        ["an entry is taken out"] = () => (Replaced(PackLayout.Ledger, bytes => Without(bytes, 8)), "Entry 7 is missing"),
        ["an entry is taken out by who holds the key"] = () => (Insider(SamplePack.Estate(), pack => pack.Files[PackLayout.Ledger] = Without(pack.Files[PackLayout.Ledger], 8)), "Entry 7 is missing"),
        ["the ledger is an older one"] = () => (Replaced(PackLayout.Ledger, _ => SamplePack.Estate(33).Files[PackLayout.Ledger]), "ledger/ledger.ndjson is not what was signed"),
        ["the ledger is an older one, by who holds the key"] = () => (Insider(SamplePack.Estate(), pack => pack.Files[PackLayout.Ledger] = SamplePack.Estate(33).Files[PackLayout.Ledger]), "does not end with the checkpoint that the manifest names"),
        ["the ledger is forked"] = () => (Replaced(PackLayout.Ledger, _ => SamplePack.Estate(subject: "AIS-0666").Files[PackLayout.Ledger]), "ledger/ledger.ndjson is not what was signed"),
        ["the ledger is forked by who holds the key"] = () => (Insider(SamplePack.Estate(), pack => pack.Files[PackLayout.Ledger] = SamplePack.Estate(subject: "AIS-0666").Files[PackLayout.Ledger]), "does not end with the checkpoint that the manifest names"),
        ["the ledger is no export"] = () => (Insider(SamplePack.Estate(), pack => pack.Files[PackLayout.Ledger] = SamplePack.Text("{}\n")), "ledger/ledger.ndjson is no export"),
        ["the checkpoint is another one"] = () => (Insider(SamplePack.Estate(), pack => pack.Files[PackLayout.Checkpoint] = SamplePack.Text(pack.Signed(33).Note)), "ledger/checkpoint.txt is not the one that the manifest names"),
        ["the checkpoint is signed by a stranger"] = () => (Insider(SamplePack.Estate(), pack => pack.Files[PackLayout.Checkpoint] = SamplePack.Text(pack.Signed(40, SamplePack.Ledger.Stranger).Note)), "is not signed by the ledger's key"),
        ["the checkpoint is signed by the key before"] = () => (Insider(SamplePack.OfSystem(), pack => pack.Files[PackLayout.Checkpoint] = SamplePack.Text(pack.Signed(40, SamplePack.Ledger.First).Note)), "is not signed by the ledger's key"),
        ["the checkpoint is dropped"] = () => (Changed(parts => parts.RemoveAll(part => part.Path == PackLayout.Checkpoint)), "ledger/checkpoint.txt is no signed checkpoint"),
        ["an entry of a part is changed"] = () => (Insider(SamplePack.OfSystem(), pack => pack.Files[PackLayout.Entries] = SamplePack.Lines([pack.Proven(3, 40) with { Bytes = SamplePack.Ledger.Entry(3, "AIS-0666") }])), "the proof of entry 3 does not hold"),
        ["a proof is changed"] = () => (Insider(SamplePack.OfSystem(), pack => pack.Files[PackLayout.Entries] = SamplePack.Lines([Proof(pack.Proven(3, 40))])), "the proof of entry 3 does not hold"),
        ["a proof is that of another entry"] = () => (Insider(SamplePack.OfSystem(), pack => pack.Files[PackLayout.Entries] = SamplePack.Lines([pack.Proven(4, 40) with { Path = pack.Proven(3, 40).Path }])), "the proof of entry 4 does not hold"),
        ["an entry stands at another index"] = () => (Insider(SamplePack.OfSystem(), pack => pack.Files[PackLayout.Entries] = SamplePack.Lines([pack.Proven(3, 40) with { Index = 4 }])), "entry 4 does not say of itself that it is this one"),
        ["an entry of a part stands twice"] = () => (Insider(SamplePack.OfSystem(), pack => pack.Files[PackLayout.Entries] = SamplePack.Lines([pack.Proven(3, 40), pack.Proven(3, 40)])), "entry 3 follows entry 3"),

        // How the key came to be the ledger's.
        ["how the key took over is left out"] = () => (Changed(parts => parts[2] = (PackLayout.Keys, [])), "signature/keys.ndjson leaves out the key that entry 10 brought"),
        ["how the key took over is left out of a part"] = () => (Changed(SamplePack.OfSystem(), parts => parts[2] = (PackLayout.Keys, [])), "signature/keys.ndjson leaves out the key that entry 10 brought"),
        ["the proof of a key is changed"] = () => (Keys(takeover => Proof(takeover)), "the proof of entry 10 does not hold"),
        ["the key before did not sign for the next"] = () => (Keys(takeover => takeover with { Under = SamplePack.Estate().Signed(12, SamplePack.Ledger.Second) }), "the checkpoint over entry 10 is not signed by the key"),
        ["a key's line is none"] = () => (Replaced(PackLayout.Keys, _ => SamplePack.Text("{}\n")), "line 1 is not an entry with its proof"),

        // The ZIP.
        ["the ZIP is cut off"] = () => (SamplePack.Zip(SamplePack.Estate().Parts())[..^100], "The ZIP is cut off"),
        ["the ZIP is cut in half"] = () => (Raw(zip => zip[..(zip.Length / 2)]), "The ZIP is cut off"),
        ["something stands behind the end"] = () => (Raw(zip => [.. zip, 0]), "The ZIP is cut off, or something stands behind its end"),
        ["something stands before the beginning"] = () => (Raw(zip => [.. "PK"u8, .. zip]), "The ZIP is cut off, or something stands behind its end"),
        ["the end has a comment"] = () => (Raw(zip => [.. zip[..^2], 1, 0, 65]), "The ZIP is cut off, or something stands behind its end"),
        ["a byte of packed content is flipped"] = () => (Raw(zip => { zip[PackZip.LocalSize + PackLayout.Manifest.Length + 40] ^= 0x55; return zip; }), "manifest.json is missing or cannot be read"),
        ["a file has one name in the directory and another beside it"] = () => (Raw(zip => { zip[PackZip.LocalSize] ^= 0x20; return zip; }), "one thing in its directory and another beside the file"),
        ["the directory dates a file"] = () => (Raw(zip => { zip[Start(zip) + 14] ^= 0x20; return zip; }), "The ZIP's directory is not in the form"),
        ["the directory leaves a file out"] = () => (LeavesOut(), "there are bytes in the ZIP that belong to no file"),
        ["a file unpacks to more than it says"] = () => (Bomb("zzz.bin"), "zzz.bin is not in the manifest"),
        ["a file that is signed unpacks without end"] = () => (Bomb("records/register.json"), "records/register.json cannot be unpacked: It unpacks to more"),
    };

    /// <summary>Some of each kind: a process and several signatures for each of them take their time.</summary>
    public static IReadOnlyList<string> ForTheScript { get; } =
    [
        "a byte of a record is flipped", "a file is dropped", "a file is added", "a file stands twice", "the manifest says another scope", "a stranger changed a record and signed anew",
        "an entry is taken out by who holds the key", "the ledger is forked by who holds the key", "a proof is changed", "the proof of a key is changed", "the ZIP is cut in half",
        "something stands behind the end", "a name leads out of the folder", "a file that is signed unpacks without end",
    ];

    /// <summary>All of it in a stranger's hand: another ledger, another key, and nothing at odds with anything.</summary>
    public static byte[] ByAStranger()
    {
        var pack = SamplePack.Estate(10);
        pack.Signer = SamplePack.Ledger.Stranger;
        pack.Files[PackLayout.Checkpoint] = SamplePack.Text(pack.Signed(10, pack.Signer).Note);
        pack.Files[PackLayout.Ledger] = SamplePack.Text(string.Join('\n', (List<string>)[.. SamplePack.Ledger.Lines(pack.Entries, pack.Signer, _ => [pack.Signer]), LedgerFile.Checkpoint(pack.Entries, 10, pack.Signer)]) + "\n");
        return SamplePack.Zip(pack.Parts());
    }

    private static byte[] Changed(Action<List<(string Path, byte[] Bytes)>> change) => Changed(SamplePack.Estate(), change);

    private static byte[] Changed(SamplePack pack, Action<List<(string Path, byte[] Bytes)>> change)
    {
        var parts = pack.Parts();
        change(parts);
        return SamplePack.Zip(parts);
    }

    private static byte[] Replaced(string path, Func<byte[], byte[]> change) => Changed(parts =>
    {
        var at = parts.FindIndex(part => part.Path == path);
        parts[at] = (path, change([.. parts[at].Bytes]));
    });

    /// <summary>The manifest changed, the signature left as it was.</summary>
    private static byte[] Manifest(Func<PackManifest, PackManifest> change) => Changed(parts => parts[0] = (PackLayout.Manifest, change(SamplePack.Estate().Manifest()).ToBytes()));

    private static byte[] Insider(SamplePack pack, Func<PackManifest, PackManifest> change) => SamplePack.Zip(pack.Parts(change(pack.Manifest())));

    private static byte[] Insider(SamplePack pack, Action<SamplePack> change)
    {
        var checkpoint = pack.Manifest().Checkpoint;
        change(pack);
        return SamplePack.Zip(pack.Parts(pack.Manifest(checkpoint)));
    }

    private static byte[] Resigned(Action<SamplePack> change)
    {
        var pack = SamplePack.Estate();
        change(pack);
        (pack.Signer, _) = (SamplePack.Ledger.Stranger, pack.Takeovers.RemoveAll(_ => true));
        return SamplePack.Zip(pack.Parts());
    }

    private static byte[] Keys(Func<ProvenEntry, ProvenEntry> change)
    {
        var pack = SamplePack.Estate();
        pack.Takeovers[0] = change(pack.Takeovers[0]);
        return SamplePack.Zip(pack.Parts());
    }

    private static byte[] Raw(Func<byte[], byte[]> change) => change(SamplePack.Zip(SamplePack.Estate().Parts()));

    /// <summary>The first file is there and the directory does not speak of it.</summary>
    private static byte[] LeavesOut() => Raw(zip =>
    {
        var (start, name) = (Start(zip), PackLayout.Manifest.Length);
        var files = BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(zip.Length - 12)) - 1;
        var directory = zip[(start + PackZip.CentralSize + name)..^PackZip.EndSize];
        return [.. zip[..start], .. directory, .. PackZip.End(files, directory.Length, start)];
    });

    private static byte[] Bomb(string path)
    {
        var parts = SamplePack.Estate().Parts();
        parts.RemoveAll(part => part.Path == path);
        parts.Add((path, new byte[8 << 20]));
        parts.Sort(4, parts.Count - 4, Comparer<(string Path, byte[])>.Create((one, other) => string.CompareOrdinal(one.Path, other.Path)));
        return SamplePack.Zip(parts, file => file.Path == path ? file with { Size = 10 } : file);
    }

    private static int Start(byte[] zip) => (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(zip.Length - 6));

    private static byte[] Flip(byte[] bytes)
    {
        bytes[^3] ^= 0x01;
        return bytes;
    }

    private static ProvenEntry Proof(ProvenEntry entry) => entry with { Path = entry.Path.SetItem(1, Flip([.. entry.Path[1]])) };

    private static byte[] Without(byte[] lines, int line) => SamplePack.Text(string.Join('\n', Encoding.UTF8.GetString(lines).Split('\n').Where((_, at) => at != line)));
}
