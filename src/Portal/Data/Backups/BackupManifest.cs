using System.Text.Json.Serialization;

namespace Portal.Data.Backups;

/// <summary>What a backup holds: every file with its digest, and what the restoring portal must know before it touches anything.</summary>
internal sealed record BackupManifest(
    string Format, DatabaseProvider Provider, DateTimeOffset MadeAt, string Migration, long LedgerSize, bool WithKeys, string LedgerPublicKey, IReadOnlyList<BackedUpTable> TablesOfDatabase, IReadOnlyList<BackedUpFile> Files)
{
    public const string Name = "manifest.json";
    public const string CurrentFormat = "portal-backup/1";
    public const string OfDatabase = "database/";
    public const string DatabaseFile = "portal.db";
    public const string Database = OfDatabase + DatabaseFile;
    public const string Tables = OfDatabase + "tables/";
    public const string Records = RecordsDbFactory.File;
    public const string Checkpoints = "checkpoints.jsonl";
    public const string Blobs = "blobs/";
    public const string Keys = "keys/";
    public const string Posts = PostsFolder + "/";

    /// <summary>Where telemetry waits that is acknowledged and not in the database yet.</summary>
    public const string PostsFolder = "posts";
}

/// <summary>On PostgreSQL, a table and the columns in the order in which the copy has them.</summary>
internal sealed record BackedUpTable(string Name, IReadOnlyList<string> Columns);

internal sealed record BackedUpFile(string Name, long Size, string Digest);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
