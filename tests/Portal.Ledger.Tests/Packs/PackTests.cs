using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using Portal.Ledger.Packs;
using Portal.Verify;

namespace Portal.Ledger.Tests.Packs;

/// <summary>Whatever is done to a pack, it is refused, and what was done is named; a script that shares nothing with the verifier says the same.</summary>
public sealed class PackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-pack-").FullName;

    public static TheoryData<string> Names => [.. PackTamperings.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pack_is_verified_and_what_it_is_is_shown()
    {
        foreach (var (pack, told) in new[] { (SamplePack.Estate(), "ledger/ledger.ndjson"), (SamplePack.OfSystem(), "ledger/entries.ndjson") })
        {
            var (exit, output) = Verify(SamplePack.Zip(pack.Parts()), Key(SamplePack.Ledger.First));

            Assert.True(exit == 0, output);
            Assert.StartsWith("VERIFIED\n", output, StringComparison.Ordinal);
            Assert.All([pack.Scope, "2026-10-31", "portal.example/ledger", "40 entries", "people have pseudonyms", "vouched for by the one given", told], text => Assert.Contains(text, output, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_same_content_has_the_same_bytes_in_however_many_pieces_it_comes()
    {
        var content = SamplePack.Text(string.Concat(Enumerable.Range(0, 40_000).Select(number => $"{number * 2654435761 % 1000003} Zürich\n")));
        using var whole = new MemoryStream();
        using var pieces = new MemoryStream();

        var once = await PackedFile.Pack("tables/x.csv", whole, stream => stream.WriteAsync(content).AsTask());
        var often = await PackedFile.Pack("tables/x.csv", pieces, async stream =>
        {
            foreach (var piece in content.Chunk(7919))
            {
                await stream.WriteAsync(piece);
                await stream.FlushAsync();
            }
        });

        Assert.Equal(once, often);
        Assert.Equal(whole.ToArray(), pieces.ToArray());
        Assert.True(once.PackedSize < content.Length / 2 && once.File.Items == 39_999, $"{once}");
    }

    [Fact]
    public void An_empty_file_is_one_to_every_reader()
    {
        using var zip = new ZipArchive(new MemoryStream(SamplePack.Zip([("signature/keys.ndjson", [])])));
        using var content = zip.Entries[0].Open();

        Assert.Equal((0, 2, -1), (zip.Entries[0].Length, zip.Entries[0].CompressedLength, content.ReadByte()));
    }

    [Fact]
    public void The_same_parts_give_the_same_bytes()
    {
        var parts = SamplePack.Estate().Parts();

        Assert.Equal(SamplePack.Zip(parts), SamplePack.Zip(parts));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_pack_that_was_tampered_with_is_refused_and_the_fault_is_named(string name)
    {
        var (zip, fault) = PackTamperings.All[name]();

        var (exit, output) = Verify(zip);

        Assert.True(exit == 1 && output.StartsWith("NOT VERIFIED\n", StringComparison.Ordinal), $"{exit}: {output}");
        Assert.Contains(fault, output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_in_a_pack_comes_to_the_same_verdict()
    {
        foreach (var pack in new[] { SamplePack.Estate(), SamplePack.OfSystem() })
            Assert.Equal((0, $"VERIFIED {pack.Scope} as of 2026-10-31, 40 entries"), Script(SamplePack.Zip(pack.Parts()), Key(SamplePack.Ledger.First)));
        foreach (var name in PackTamperings.ForTheScript)
            Assert.Equal((1, "NOT VERIFIED"), Script(PackTamperings.All[name]().Zip));
    }

    [Fact]
    public void A_pack_that_a_stranger_made_whole_is_refused_by_whoever_knows_a_key()
    {
        var forged = PackTamperings.ByAStranger();

        Assert.Equal(0, Verify(forged).Exit);
        Assert.Contains("does not vouch for", Verify(forged, Key(SamplePack.Ledger.Second)).Output, StringComparison.Ordinal);
        Assert.Equal((0, 1), (Script(forged).Exit, Script(forged, Key(SamplePack.Ledger.Second)).Exit));
    }

    [Fact]
    public void A_checkpoint_that_was_kept_shows_a_fork()
    {
        var (pack, part) = (SamplePack.Estate(), SamplePack.OfSystem());
        var earlier = Save("earlier", pack.Signed(33).Note);
        var same = Save("same", pack.Signed(40).Note);
        var forked = SamplePack.Zip(SamplePack.Estate(subject: "AIS-0666").Parts());

        Assert.Equal((0, 0), (Verify(SamplePack.Zip(pack.Parts()), checkpoint: earlier).Exit, Verify(SamplePack.Zip(part.Parts()), checkpoint: same).Exit));
        Assert.Equal(0, Verify(forked).Exit);
        Assert.Contains("33 entries that was kept is about other entries", Verify(forked, checkpoint: earlier).Output, StringComparison.Ordinal);
        Assert.Contains("can be compared with a checkpoint over 40 entries alone", Verify(SamplePack.Zip(part.Parts()), checkpoint: earlier).Output, StringComparison.Ordinal);
        Assert.Contains("over more than the 20 entries", Verify(SamplePack.Zip(SamplePack.Estate(20).Parts()), checkpoint: earlier).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"portal-ledger/1\"}")]
    public void What_is_no_pack_is_unusable(string text)
    {
        Assert.Equal(2, Verify(SamplePack.Text(text)).Exit);
        Assert.Equal(2, Verify([.. "PK"u8, .. new byte[40]], Save("none.pem", text)).Exit);
    }

    [Theory]
    [InlineData("records/register.json", true)]
    [InlineData("README.txt", true)]
    [InlineData("../x", false)]
    [InlineData("a/../x", false)]
    [InlineData("/x", false)]
    [InlineData("a//x", false)]
    [InlineData("a\\x", false)]
    [InlineData("C:x", false)]
    [InlineData(".ssh", false)]
    [InlineData("", false)]
    public void A_name_stays_in_the_folder_that_it_is_unpacked_into(string path, bool isSafe) => Assert.Equal(isSafe, PackLayout.IsSafe(path));

    private (int Exit, string Output) Verify(byte[] zip, string? key = null, string? checkpoint = null)
    {
        string[] args = ["pack", Save("pack.zip", zip), .. key is null ? Array.Empty<string>() : ["--key", key], .. checkpoint is null ? Array.Empty<string>() : ["--checkpoint", checkpoint]];
        using var output = new StringWriter { NewLine = "\n" };
        var exit = VerifyCommand.Run(args, output, output, TimeProvider.System);
        return (exit, output.ToString());
    }

    /// <summary>How it ended, and the first line up to the signer.</summary>
    private (int Exit, string Verdict) Script(byte[] zip, string? key = null)
    {
        string[] args = [Save("verify.py", PackGuide.ScriptBytes()), Save("pack.zip", zip), .. key is null ? Array.Empty<string>() : [key]];
        using var python = Process.Start(new ProcessStartInfo("python3", args) { RedirectStandardOutput = true, RedirectStandardError = true }) ?? throw new InvalidOperationException("Python did not start.");
        var said = python.StandardOutput.ReadToEnd() + python.StandardError.ReadToEnd();
        python.WaitForExit();
        return (python.ExitCode, said.Split('\n')[0].Split(", signed by")[0]);
    }

    private string Key(ECDsa key) => Save("key.pem", key.ExportSubjectPublicKeyInfoPem() + "\n");

    private string Save(string name, string text) => Save(name, SamplePack.Text(text));

    private string Save(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
