using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Portal.Ledger.Checkpoints;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>
/// The checkpoints as they are kept outside of the database, one JSON line each, synced to disk. It remembers what a database that was
/// put back from an old copy has forgotten: what was signed, and whose data was erased.
/// </summary>
public sealed class CheckpointLog(string path)
{
    private const int LongestLine = 64 * 1024;
    private const int RecordsOfALine = 500;

    private readonly Lock _one = new();

    public string Path => path;

    /// <summary>The last one; null when none was kept yet. A line that a crash cut off is no line.</summary>
    public SignedCheckpoint? Last()
    {
        if (!File.Exists(path))
            return null;

        // What was erased since the last checkpoint may be longer than one line.
        using var file = File.OpenRead(path);
        for (var tail = (long)LongestLine; ; tail *= 2)
        {
            file.Seek(-Math.Min(file.Length, tail), SeekOrigin.End);
            using var reader = new StreamReader(file, leaveOpen: true);
            if (reader.ReadToEnd().Split('\n').Select(Read).LastOrDefault(checkpoint => checkpoint is not null) is { } last)
                return last;
            if (tail >= file.Length)
                return null;
        }
    }

    /// <summary>Everybody whose data was erased.</summary>
    public IReadOnlySet<PersonId> Erased() => File.Exists(path)
        ? File.ReadLines(path).Select(line => Read(line, LedgerJson.Default.ErasedLine)?.Erased).OfType<Guid>().Select(id => new PersonId(id)).ToHashSet()
        : new HashSet<PersonId>();

    public void Append(IReadOnlyList<string> notes) => Write([.. notes.Select(note => JsonSerializer.Serialize(new CheckpointLine(note), LedgerJson.Default.CheckpointLine))]);

    public void AppendErased(PersonId person) => Write([JsonSerializer.Serialize(new ErasedLine(person.Value), LedgerJson.Default.ErasedLine)]);

    /// <summary>Every record of which somebody's data was erased.</summary>
    public IReadOnlyList<RecordId> ErasedRecords() => File.Exists(path)
        ? [.. File.ReadLines(path).SelectMany(line => Read(line, LedgerJson.Default.ErasedRecordsLine)?.ErasedRecords ?? []).Distinct().Select(id => new RecordId(id))]
        : [];

    public void AppendErased(IReadOnlyList<RecordId> records) =>
        Write([.. records.Chunk(RecordsOfALine).Select(some => JsonSerializer.Serialize(new ErasedRecordsLine([.. some.Select(id => id.Value)]), LedgerJson.Default.ErasedRecordsLine))]);

    private void Write(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;

        lock (_one)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? ".");
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            using (var writer = new StreamWriter(file, leaveOpen: true))
            {
                // After a crash the last line may have no end.
                if (file.Position > 0)
                    writer.Write('\n');
                writer.Write(string.Join('\n', lines));
            }

            file.Flush(flushToDisk: true);
        }
    }

    private static SignedCheckpoint? Read(string line) => Read(line, LedgerJson.Default.CheckpointLine)?.Checkpoint is { } note ? SignedCheckpoint.TryParse(note) : null;

    private static T? Read<T>(string line, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return line.Length > 0 ? JsonSerializer.Deserialize(line, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
