using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Data.Backups;

/// <summary>A backup that was made: when, as which file, over how many entries, and whether it is sealed, keys included.</summary>
public sealed record BackupLine(DateTimeOffset At, string File, long Bytes, long Entries, bool Sealed);

/// <summary>
/// The backups that were made, one JSON line each, beside the database: the command that makes one is another process, and writes nothing into
/// a database that a portal may have open.
/// </summary>
public sealed class BackupLog(PortalOptions options)
{
    private string FilePath => Path.Combine(options.DataDirectory, "backups.jsonl");

    public void Append(BackupLine line) =>
        File.AppendAllText(FilePath, JsonSerializer.Serialize(line, BackupLogJson.Default.BackupLine) + "\n");

    /// <summary>Null when none was made yet, or the last line cannot be read.</summary>
    public BackupLine? Last()
    {
        if (!File.Exists(FilePath))
            return null;

        try
        {
            return File.ReadLines(FilePath).LastOrDefault(line => line.Length > 0) is { } last ? JsonSerializer.Deserialize(last, BackupLogJson.Default.BackupLine) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(BackupLine))]
internal sealed partial class BackupLogJson : JsonSerializerContext;
