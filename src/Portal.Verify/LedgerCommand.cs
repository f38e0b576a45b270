using System.Globalization;
using System.Text.Json;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Exports;

namespace Portal.Verify;

/// <summary>Checks an export of the ledger and says what was found.</summary>
internal static class LedgerCommand
{
    // An entry is a kilobyte or a few; what is longer is none.
    private const int LongestLine = 16 << 20;

    public static int Run(Arguments arguments, TextWriter output)
    {
        var key = arguments.Options.GetValueOrDefault("--key");
        var kept = new Kept(key is null ? null : ReadKey(key), arguments.Options.GetValueOrDefault("--checkpoint") is { } notes ? ReadCheckpoints(notes) : []);
        var verifier = new ExportVerifier(kept);
        InputFile.Open(arguments.File, file => Feed(file, verifier));
        if (!verifier.IsExport) throw new UnusableInputException($"{arguments.File}: this is no export of a ledger.");

        var verdict = verifier.End();
        output.WriteLine(verdict.IsVerified ? "VERIFIED" : "NOT VERIFIED");
        if (!verdict.IsVerified)
        {
            foreach (var fault in verdict.Faults) output.WriteLine(Printable.Of(fault));
            return VerifyCommand.NotVerified;
        }

        Describe(verdict, kept, output);
        return VerifyCommand.Verified;
    }

    private static bool Feed(string file, ExportVerifier verifier)
    {
        using var stream = File.OpenRead(file);
        using var lines = new LineReader(stream, LongestLine);
        while (lines.Next(out var line))
        {
            verifier.Take(line);
            if (!verifier.IsExport) return false;
        }

        return true;
    }

    private static byte[] ReadKey(string file) =>
        LedgerKey.TryRead(InputFile.Read(file, "key")) ?? throw new UnusableInputException($"{file}: this is no P-256 public key in PEM.");

    /// <summary>One note, or the lines in which the portal keeps them outside of its database.</summary>
    private static IReadOnlyList<SignedCheckpoint> ReadCheckpoints(string file)
    {
        var text = InputFile.Open(file, File.ReadAllText);
        var notes = text.StartsWith('{') ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => NoteOf(line, file)).OfType<string>() : [text];
        return [.. notes.Select(note => SignedCheckpoint.TryParse(note) ?? throw new UnusableInputException($"{file}: this is no signed checkpoint."))];
    }

    /// <summary>Null for a line about something else: the portal keeps there as well whose data it erased.</summary>
    private static string? NoteOf(string line, string file)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("checkpoint", out var note) ? note.GetString() : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new UnusableInputException($"{file}: a line of it is none of checkpoints.");
        }
    }

    private static void Describe(ExportVerdict verdict, Kept kept, TextWriter output)
    {
        Line("Ledger", verdict.Last?.Origin ?? "");
        Line("Entries", Count(verdict.Entries));
        Line("Checkpoints", Count(verdict.Checkpoints));
        Line("Root", Convert.ToBase64String(verdict.Last?.Root ?? []));
        Line("Key", $"{KeyChange.Fingerprint(verdict.Key)}{(kept.Key is null ? ": compare it with the one that you know" : ", vouched for by the one given")}");
        if (kept.Checkpoints.Count > 0) Line("Kept", $"{Count(kept.Checkpoints.Count)} earlier checkpoints are continued");
        foreach (var change in verdict.Changes)
            Line($"Entry {change.Index}", change.IsLost ? $"another key from here on, which the one before did not sign for: {change.Reason}" : "a new key from here on, signed for by the one before");

        void Line(string name, string value) => output.WriteLine($"  {name,-15} {Printable.Of(value)}");
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
