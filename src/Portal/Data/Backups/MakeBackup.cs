using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Monitoring.Intake;

namespace Portal.Data.Backups;

/// <summary>
/// Writes everything that the portal needs into one file: the database of one instant, the files it refers to, the checkpoints, and, sealed
/// under the passphrase, the keys. It may be made while the portal runs. The database comes first: files are only ever added, so all that it
/// refers to are there.
/// </summary>
public sealed class MakeBackup(IDbContextFactory<PortalDb> dbs, IDbContextFactory<RecordsDb> records, IServiceProvider services, PortalOptions options, LedgerKeys keys, CheckpointLog log, BackupLog made, TimeProvider time)
{
    /// <summary>Every break of the ledger that was backed up; the file is complete, and was read again, either way.</summary>
    public async Task<IReadOnlyList<string>> Run(string path, Action<string> say, CancellationToken ct)
    {
        path = Path.GetFullPath(path);
        if (File.Exists(path))
            throw new BackupException($"{path} is there already: nothing is written over.");

        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var work = Directory.CreateTempSubdirectory("portal-backup-").FullName;
        var draft = path + ".part";
        try
        {
            // What waits in the log when the database is copied, and is counted meanwhile, stays until the log is copied too.
            using var posts = options.Database.Provider == DatabaseProvider.Sqlite ? SegmentFolder.Hold(Path.Combine(options.DataDirectory, BackupManifest.PostsFolder)) : null;
            var (breaks, head) = await Snapshot(work, say, ct);
            await Write(draft, work, head, say, ct);
            say("Reading it again.");
            using (var written = BackupArchive.Open(draft, options.Keys.Passphrase))
                _ = await BackupArchive.Verify(written, ct);
            File.Move(draft, path, overwrite: false);
            made.Append(new BackupLine(time.GetUtcNow(), path, new FileInfo(path).Length, head.LedgerSize, options.Keys.Passphrase is not null));
            return breaks;
        }
        finally
        {
            File.Delete(draft);
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The checkpoints before the database: none of them can then be about entries that the copy lacks.</summary>
    private async Task<(IReadOnlyList<string> Breaks, Head Head)> Snapshot(string work, Action<string> say, CancellationToken ct)
    {
        var checkpoints = Path.Combine(work, BackupManifest.Checkpoints);
        if (File.Exists(log.Path))
            File.Copy(log.Path, checkpoints);
        say("Copying the database.");
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (db.Database.IsNpgsql())
        {
            var tables = await PostgresCopy.Export(db, Path.Combine(work, "tables"), ct);
            say("Verifying the ledger.");
            return ((await new VerifyLedger(dbs, keys, new CheckpointLog(checkpoints)).Run(progress: null, ct)).Breaks, await HeadOf(db, tables, ct));
        }

        var copy = Path.Combine(work, BackupManifest.DatabaseFile);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", ct);

        // After the database: what that counts as recorded is there, and what is recorded twice is there once.
        await using (var store = await records.CreateDbContextAsync(ct))
            await store.Database.ExecuteSqlAsync($"VACUUM INTO {Path.Combine(work, BackupManifest.Records)}", ct);
        say("Verifying its ledger.");
        using var copied = CopyIn(copy);
        await using var copiedDb = copied.CreateDbContext();
        return ((await new VerifyLedger(copied, keys, new CheckpointLog(checkpoints)).Run(progress: null, ct)).Breaks, await HeadOf(copiedDb, [], ct));
    }

    private static async Task<Head> HeadOf(PortalDb db, IReadOnlyList<BackedUpTable> tables, CancellationToken ct) => new(
        (await db.Database.GetAppliedMigrationsAsync(ct)).Last(), await db.LedgerHeads.Select(head => head.Size).SingleAsync(ct), tables);

    private async Task Write(string draft, string work, Head head, Action<string> say, CancellationToken ct)
    {
        var fileOptions = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            fileOptions.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(draft, fileOptions);
        using var key = BackupFormat.Begin(file, options.Keys.Passphrase);
        await using (var target = key is null ? file : (Stream)new SealingStream(file, key))
        {
            using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
            List<BackedUpFile> files = [];
            foreach (var (name, source) in Sources(work, head, withKeys: key is not null))
            {
                await using var content = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                files.Add(await BackupArchive.Add(archive, name, content, ct));
            }

            say($"{files.Count} files.");
            await using var manifest = archive.CreateEntry(BackupManifest.Name).Open();
            await JsonSerializer.SerializeAsync(
                manifest,
                new BackupManifest(BackupManifest.CurrentFormat, options.Database.Provider, time.GetUtcNow(), head.Migration, head.LedgerSize, key is not null, keys.PublicPem, head.Tables, files),
                BackupJson.Default.BackupManifest, ct);
        }
    }

    private IEnumerable<(string Name, string Source)> Sources(string work, Head head, bool withKeys)
    {
        if (head.Tables.Count == 0)
        {
            yield return (BackupManifest.Database, Path.Combine(work, BackupManifest.DatabaseFile));
            yield return (BackupManifest.Records, Path.Combine(work, BackupManifest.Records));
        }

        foreach (var table in head.Tables)
            yield return (PostgresCopy.NameOf(table), PostgresCopy.FileOf(Path.Combine(work, "tables"), table));
        if (File.Exists(Path.Combine(work, "checkpoints.jsonl")))
            yield return (BackupManifest.Checkpoints, Path.Combine(work, "checkpoints.jsonl"));

        var blobs = Path.Combine(options.DataDirectory, "blobs");
        foreach (var file in Directory.Exists(blobs) ? Directory.EnumerateDirectories(blobs).Order(StringComparer.Ordinal).SelectMany(Directory.EnumerateFiles) : Enumerable.Empty<string>())
            yield return ($"{BackupManifest.Blobs}{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}", file);

        foreach (var file in new SegmentFolder(Path.Combine(options.DataDirectory, BackupManifest.PostsFolder)).Segments)
            yield return (BackupManifest.Posts + Path.GetFileName(file), file);

        var secrets = Path.Combine(options.DataDirectory, "keys");
        foreach (var file in withKeys && Directory.Exists(secrets) ? Directory.EnumerateFiles(secrets).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            yield return (BackupManifest.Keys + Path.GetFileName(file), file);
    }

    private PortalDbFactory CopyIn(string file) => new(
        new DatabaseOptions { ConnectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString() }, Path.GetDirectoryName(file) ?? ".", services);

    /// <summary>What the manifest says of the database.</summary>
    private sealed record Head(string Migration, long LedgerSize, IReadOnlyList<BackedUpTable> Tables);
}
