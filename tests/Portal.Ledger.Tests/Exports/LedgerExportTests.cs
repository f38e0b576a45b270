using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Ledger.Exports;
using Portal.Verify;

namespace Portal.Ledger.Tests.Exports;

/// <summary>Whatever is done to an export, the verifier and a reader that shares nothing with it come to the same verdict.</summary>
public sealed partial class LedgerExportTests : IDisposable
{
    private static readonly Dictionary<string, Func<LedgerFile, List<string>>> Tamperings = new()
    {
        ["a bit of an entry is flipped"] = file => With(file, 8, _ => LedgerFile.Text(new ExportLine.Entry(7, Flip(file.Entry(7))))),
        ["an entry is rewritten"] = file => With(file, 8, _ => LedgerFile.Text(new ExportLine.Entry(7, file.Entry(7, "AIS-0002")))),
        ["an entry is dropped"] = file => Without(file, 8),
        ["an entry is dropped and the rest renumbered"] = file => Forged(file, [.. Entries(file, 39, index => index < 7 ? index : index + 1)]),
        ["two entries change places"] = file => Swapped(file, 8, 9),
        ["an entry stands twice"] = file => Inserted(file, 8, file.Lines()[8]),
        ["an entry is put in between"] = file => Inserted(file, 8, LedgerFile.Text(new ExportLine.Entry(7, file.Entry(7, "AIS-0009")))),
        ["an entry is added at the end"] = file => Inserted(file, 41, LedgerFile.Text(new ExportLine.Entry(40, file.Entry(40)))),
        ["an entry says of itself that it is another"] = file => Forged(file, [.. Entries(file, 40, index => index == 7 ? 8 : index)]),
        ["the last entry is cut off"] = file => Without(file, 40),
        ["the file ends in the middle"] = file => [.. file.Lines().Take(30)],
        ["the last checkpoint is cut off"] = file => Without(file, 45),
        ["all checkpoints are cut off"] = file => [.. file.Lines().Take(41)],
        ["the head counts fewer entries"] = file => With(file, 0, head => head.Replace("\"size\":40", "\"size\":39", StringComparison.Ordinal)),
        ["the head is of another ledger"] = file => With(file, 0, head => head.Replace("portal.example", "portal.invalid", StringComparison.Ordinal)),
        ["the head names a stranger's key"] = file => With(file, 0, _ => LedgerFile.Text(new ExportLine.Head(LedgerFile.Origin, 40, file.Stranger.ExportSubjectPublicKeyInfoPem()))),
        ["the head names the key before"] = file => With(file, 0, _ => LedgerFile.Text(new ExportLine.Head(LedgerFile.Origin, 40, file.First.ExportSubjectPublicKeyInfoPem()))),
        ["a checkpoint is of another ledger"] = file => With(file, 44, line => line.Replace("portal.example", "portal.invalid", StringComparison.Ordinal)),
        ["a checkpoint has another root"] = file => With(file, 44, _ => LedgerFile.Checkpoint([.. Entries(file, 40, index => 39 - index)], 33, file.Second)),
        ["a checkpoint has the signature of another"] = file => With(file, 44, line => Note().Replace(line, SignatureOf(file.Lines()[43]))),
        ["a signature has a bit flipped"] = file => With(file, 44, line => Note().Replace(line, FlipBase64(SignatureOf(line)))),
        ["a stranger signed a checkpoint"] = file => With(file, 44, _ => LedgerFile.Checkpoint([.. Entries(file, 40, index => index)], 33, file.Stranger)),
        ["the key before signed a checkpoint"] = file => With(file, 44, _ => LedgerFile.Checkpoint([.. Entries(file, 40, index => index)], 33, file.First)),
        ["the next key signed a checkpoint too early"] = file => With(file, 41, _ => LedgerFile.Checkpoint([.. Entries(file, 40, index => index)], 5, file.Second)),
        ["the key before did not sign for the new one"] = file => With(file, 42, _ => LedgerFile.Checkpoint([.. Entries(file, 40, index => index)], 12, file.Second)),
        ["the checkpoint that both keys signed is left out"] = file => Without(file, 42),
        ["the rotation names another key"] = file => Forged(file, [.. Entries(file, 40, index => index).Select((bytes, index) => index == LedgerFile.RotatedAt ? Replaced(bytes, LedgerFile.Spki(file.Second), LedgerFile.Spki(file.Stranger)) : bytes)]),
        ["two checkpoints change places"] = file => Swapped(file, 43, 44),
        ["a checkpoint stands twice"] = file => Inserted(file, 44, file.Lines()[44]),
        ["a checkpoint stands among the entries"] = file => Inserted(Without(file, 41), 6, file.Lines()[41]),
        ["a line has one more member"] = file => With(file, 8, line => line.Replace("{\"bytes\"", "{\"a\":1,\"bytes\"", StringComparison.Ordinal)),
        ["a line has a member twice"] = file => With(file, 8, line => line.Replace("\"index\":7", "\"index\":6,\"index\":7", StringComparison.Ordinal)),
        ["a line has a space"] = file => With(file, 8, line => line.Replace("\"index\":7", "\"index\": 7", StringComparison.Ordinal)),
        ["bits that base64 does not use are set"] = file => With(file, 13, line => Last().Replace(line, match => (char)(match.Value[0] + 1) + match.Value[1..])),
        ["a line is no JSON"] = file => Inserted(file, 46, "the end"),
        ["a line is empty"] = file => Inserted(file, 20, ""),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-export-").FullName;
    private readonly LedgerFile _file = new();

    public static TheoryData<string> Names => [.. Tamperings.Keys];

    public void Dispose()
    {
        _file.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_export_is_verified_and_what_it_is_is_shown()
    {
        var (exit, output) = Verify(_file.Lines(), Key(_file.Second));

        Assert.Equal(0, exit);
        Assert.StartsWith("VERIFIED", output, StringComparison.Ordinal);
        Assert.All(["portal.example/ledger", "40", "vouched for by the one given", "Entry 10"], text => Assert.Contains(text, output, StringComparison.Ordinal));
        Assert.Equal("VERIFIED 40", Read(_file.Lines(), Key(_file.Second)).Output);
    }

    [Theory, MemberData(nameof(Names))]
    public void An_export_that_was_tampered_with_is_refused_by_both(string name)
    {
        var lines = Tamperings[name](_file);

        var (exit, output) = Verify(lines);
        var other = Read(lines);

        Assert.True(exit == 1 && output.StartsWith("NOT VERIFIED\n", StringComparison.Ordinal), $"{exit}: {output}");
        Assert.True(other.Exit == 1, other.Output);
    }

    [Fact]
    public void A_ledger_that_a_stranger_wrote_whole_is_refused_by_whoever_knows_the_key()
    {
        var forged = _file.Lines([.. Entries(_file, 10, index => index)], _file.Stranger, _ => [_file.Stranger]);
        forged.Add(LedgerFile.Checkpoint([.. Entries(_file, 10, index => index)], 10, _file.Stranger));

        Assert.Equal((0, 0), (Verify(forged).Exit, Read(forged).Exit));
        Assert.Equal((1, 1), (Verify(forged, Key(_file.Second)).Exit, Read(forged, Key(_file.Second)).Exit));
    }

    [Fact]
    public void Whoever_knows_the_first_key_can_trust_the_second()
    {
        Assert.Equal((0, 0), (Verify(_file.Lines(), Key(_file.First)).Exit, Read(_file.Lines(), Key(_file.First)).Exit));
        Assert.Equal((1, 1), (Verify(_file.Lines(), Key(_file.Stranger)).Exit, Read(_file.Lines(), Key(_file.Stranger)).Exit));
    }

    [Fact]
    public void A_key_that_took_over_without_the_one_before_is_said_and_not_trusted_by_it()
    {
        byte[][] entries = [.. Entries(_file, 40, index => index).Select((bytes, index) => index == LedgerFile.RotatedAt ? _file.Entry(index, action: KeyChange.Replaced) : bytes)];
        var lines = _file.Lines(entries, _file.Second, size => [size <= LedgerFile.RotatedAt ? _file.First : _file.Second]);

        Assert.Contains("another key from here on, which the one before did not sign for: Every year.", Verify(lines).Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (Verify(lines, Key(_file.Second)).Exit, Read(lines, Key(_file.Second)).Exit));
        Assert.Equal((1, 1), (Verify(lines, Key(_file.First)).Exit, Read(lines, Key(_file.First)).Exit));
    }

    [Fact]
    public void A_checkpoint_that_was_kept_shows_a_ledger_that_was_put_back_or_forked()
    {
        byte[][] entries = [.. Entries(_file, 40, index => index)];
        var kept = Save("kept", LedgerFile.Signed(entries, 33, _file.Second).Note);
        List<string> older = [.. _file.Lines(entries[..20], _file.Second, _file.KeysAt)];
        var forked = _file.Lines([.. entries.Select((bytes, index) => index < 25 ? bytes : _file.Entry(index, "AIS-0666"))], _file.Second, _file.KeysAt);

        Assert.Equal((0, 0), (Verify(_file.Lines(), checkpoint: kept).Exit, Read(_file.Lines(), checkpoint: kept).Exit));
        Assert.Equal((0, 0), (Verify(older).Exit, Read(older).Exit));
        Assert.Contains("an older or shortened ledger", Verify(older, checkpoint: kept).Output, StringComparison.Ordinal);
        Assert.Contains("about other entries than these", Verify(forked, checkpoint: kept).Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (Read(older, checkpoint: kept).Exit, Read(forked, checkpoint: kept).Exit));
    }

    [Fact]
    public void Every_break_is_on_a_line_of_its_own()
    {
        var lines = _file.Lines();
        lines[8] = LedgerFile.Text(new ExportLine.Entry(7, Flip(_file.Entry(7))));
        lines.RemoveAt(30);

        Assert.Equal(
            [
                "NOT VERIFIED", "Entry 7 is not in the form of an entry.", "Entry 29 is missing.", "The head speaks of 40 entries, but there are 39.",
                "The last checkpoint is over 40 entries, but there are 39.", "The checkpoint over 12 entries is about other entries than these.",
                "The checkpoint over 20 entries is about other entries than these.", "The checkpoint over 33 entries is about other entries than these.",
            ],
            Verify(lines).Output.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("{\"index\":0}")]
    public void What_is_no_export_is_unusable(string text) => Assert.Equal(2, Verify([text]).Exit);

    [Fact]
    public void What_is_no_key_or_checkpoint_is_unusable()
    {
        var nothing = Save("nothing", "nothing");

        Assert.Equal((2, 2, 2), (Verify(_file.Lines(), nothing).Exit, Verify(_file.Lines(), checkpoint: nothing).Exit, Verify(_file.Lines(), Path.Combine(_folder, "none")).Exit));
    }

    private (int Exit, string Output) Verify(IReadOnlyList<string> lines, string? key = null, string? checkpoint = null)
    {
        string[] args = ["ledger", Save("export", string.Join('\n', lines) + "\n"), .. key is null ? Array.Empty<string>() : ["--key", key], .. checkpoint is null ? Array.Empty<string>() : ["--checkpoint", checkpoint]];
        using var output = new StringWriter { NewLine = "\n" };
        var exit = VerifyCommand.Run(args, output, output, TimeProvider.System);
        return (exit, output.ToString());
    }

    private (int Exit, string Output) Read(IReadOnlyList<string> lines, string? key = null, string? checkpoint = null)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Exports", "read-ledger.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script, Save("export", string.Join('\n', lines) + "\n"), key ?? "", checkpoint ?? ""]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("Node did not start.");
        var said = node.StandardOutput.ReadToEnd() + node.StandardError.ReadToEnd();
        node.WaitForExit();
        return (node.ExitCode, said.TrimEnd());
    }

    private string Key(ECDsa key) => Save("key.pem", key.ExportSubjectPublicKeyInfoPem() + "\n");

    private string Save(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static IEnumerable<byte[]> Entries(LedgerFile file, int count, Func<int, int> which) => Enumerable.Range(0, count).Select(index => file.Entry(which(index)));

    /// <summary>Other entries under the checkpoints of the real ones.</summary>
    private static List<string> Forged(LedgerFile file, IReadOnlyList<byte[]> entries) =>
        [file.Lines()[0], .. entries.Select((bytes, index) => LedgerFile.Text(new ExportLine.Entry(index, bytes))), .. file.Lines()[41..]];

    private static List<string> With(LedgerFile file, int line, Func<string, string> change)
    {
        var lines = file.Lines();
        var changed = change(lines[line]);
        Assert.NotEqual(lines[line], changed);
        lines[line] = changed;
        return lines;
    }

    private static List<string> Without(LedgerFile file, int line) => [.. file.Lines().Where((_, at) => at != line)];

    private static List<string> Inserted(LedgerFile file, int before, string line) => Inserted(file.Lines(), before, line);

    private static List<string> Inserted(List<string> lines, int before, string line) => [.. lines[..before], line, .. lines[before..]];

    private static List<string> Swapped(LedgerFile file, int one, int other)
    {
        var lines = file.Lines();
        (lines[one], lines[other]) = (lines[other], lines[one]);
        return lines;
    }

    private static byte[] Flip(byte[] bytes)
    {
        bytes[^3] ^= 0x80;
        return bytes;
    }

    private static string FlipBase64(string box)
    {
        var bytes = Convert.FromBase64String(box);
        bytes[^1] ^= 1;
        return Convert.ToBase64String(bytes);
    }

    private static byte[] Replaced(byte[] bytes, string text, string by) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(text, by, StringComparison.Ordinal));

    private static string SignatureOf(string line) => Note().Match(line).Value;

    [GeneratedRegex("(?<=ledger )[A-Za-z0-9+/=]+(?=\\\\n\"}$)")]
    private static partial Regex Note();

    [GeneratedRegex("[A-Za-z0-9+/]=+(?=\")")]
    private static partial Regex Last();
}
