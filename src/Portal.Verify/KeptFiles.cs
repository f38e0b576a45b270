using System.Text.Json;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Exports;

namespace Portal.Verify;

/// <summary>What whoever checks has from elsewhere: a key of the ledger, checkpoints that they kept.</summary>
internal static class KeptFiles
{
    public static Kept Of(Arguments arguments)
    {
        var key = arguments.Options.GetValueOrDefault("--key");
        return new Kept(key is null ? null : ReadKey(key), arguments.Options.GetValueOrDefault("--checkpoint") is { } notes ? ReadCheckpoints(notes) : []);
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
}
