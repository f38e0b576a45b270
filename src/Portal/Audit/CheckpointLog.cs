using System.Text.Json;
using Portal.Ledger.Checkpoints;

namespace Portal.Audit;

/// <summary>
/// The checkpoints as they are kept outside of the database, one JSON line each, synced to disk. It remembers what a database that was
/// put back from an old copy has forgotten.
/// </summary>
public sealed class CheckpointLog(string path)
{
    private const int LongestLine = 64 * 1024;

    public string Path => path;

    /// <summary>The last one; null when none was kept yet. A line that a crash cut off is no line.</summary>
    public SignedCheckpoint? Last()
    {
        if (!File.Exists(path))
            return null;

        using var file = File.OpenRead(path);
        file.Seek(-Math.Min(file.Length, LongestLine), SeekOrigin.End);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n').Select(Read).LastOrDefault(checkpoint => checkpoint is not null);
    }

    public void Append(IReadOnlyList<string> notes)
    {
        if (notes.Count == 0)
            return;

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? ".");
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        using (var writer = new StreamWriter(file, leaveOpen: true))
        {
            // After a crash the last line may have no end.
            if (file.Position > 0)
                writer.Write('\n');
            writer.Write(string.Join('\n', notes.Select(note => JsonSerializer.Serialize(new CheckpointLine(note), LedgerJson.Default.CheckpointLine))));
        }

        file.Flush(flushToDisk: true);
    }

    private static SignedCheckpoint? Read(string line)
    {
        try
        {
            return line.Length > 0 && JsonSerializer.Deserialize(line, LedgerJson.Default.CheckpointLine) is { Checkpoint: { } note } ? SignedCheckpoint.TryParse(note) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
