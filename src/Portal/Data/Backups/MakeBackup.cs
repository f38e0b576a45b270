using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;

namespace Portal.Data.Backups;

/// <summary>
/// Writes everything that the portal needs into one file: the database of one instant, the files it refers to, the checkpoints, and, sealed
/// under the passphrase, the keys. It may be made while the portal runs. The database comes first: files are only ever added, so all that it
/// refers to are there.
/// </summary>
public sealed class MakeBackup(IDbContextFactory<PortalDb> dbs, IServiceProvider services, PortalOptions options, LedgerKeys keys, CheckpointLog log, TimeProvider time)
{
    /// <summary>Every break of the ledger that was backed up; the file is complete, and was read again, either way.</summary>
    public async Task<IReadOnlyList<string>> Run(string path, Action<string> say, CancellationToken ct)
    {
        if (options.Database.Provider != DatabaseProvider.Sqlite)
            throw new BackupException("On PostgreSQL, back the database up with pg_dump, and the data directory beside it.");

        path = Path.GetFullPath(path);
        if (File.Exists(path))
            throw new BackupException($"{path} is there already: nothing is written over.");

        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var work = Directory.CreateTempSubdirectory("portal-backup-").FullName;
        var draft = path + ".part";
        try
        {
            var breaks = await Snapshot(work, say, ct);
            await Write(draft, work, say, ct);
            say("Reading it again.");
            using (var written = BackupArchive.Open(draft, options.Keys.Passphrase))
                _ = await BackupArchive.Verify(written, ct);
            File.Move(draft, path, overwrite: false);
            return breaks;
        }
        finally
        {
            File.Delete(draft);
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The checkpoints before the database: none of them can then be about entries that the copy lacks.</summary>
    private async Task<IReadOnlyList<string>> Snapshot(string work, Action<string> say, CancellationToken ct)
    {
        var (copy, checkpoints) = (Path.Combine(work, BackupManifest.DatabaseFile), Path.Combine(work, "checkpoints.jsonl"));
        if (File.Exists(log.Path))
            File.Copy(log.Path, checkpoints);
        say("Copying the database.");
        await using (var db = await dbs.CreateDbContextAsync(ct))
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", ct);

        say("Verifying its ledger.");
        using var copied = CopyIn(copy);
        return (await new VerifyLedger(copied, keys, new CheckpointLog(checkpoints)).Run(progress: null, ct)).Breaks;
    }

    private async Task Write(string draft, string work, Action<string> say, CancellationToken ct)
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
            foreach (var (name, source) in Sources(work, withKeys: key is not null))
            {
                await using var content = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                files.Add(await BackupArchive.Add(archive, name, content, ct));
            }

            say($"{files.Count} files.");
            await using var manifest = archive.CreateEntry(BackupManifest.Name).Open();
            await JsonSerializer.SerializeAsync(manifest, await Manifest(work, key is not null, files, ct), BackupJson.Default.BackupManifest, ct);
        }
    }

    private IEnumerable<(string Name, string Source)> Sources(string work, bool withKeys)
    {
        yield return (BackupManifest.Database, Path.Combine(work, BackupManifest.DatabaseFile));
        if (File.Exists(Path.Combine(work, "checkpoints.jsonl")))
            yield return (BackupManifest.Checkpoints, Path.Combine(work, "checkpoints.jsonl"));

        var blobs = Path.Combine(options.DataDirectory, "blobs");
        foreach (var file in Directory.Exists(blobs) ? Directory.EnumerateDirectories(blobs).Order(StringComparer.Ordinal).SelectMany(Directory.EnumerateFiles) : Enumerable.Empty<string>())
            yield return ($"{BackupManifest.Blobs}{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}", file);

        var secrets = Path.Combine(options.DataDirectory, "keys");
        foreach (var file in withKeys && Directory.Exists(secrets) ? Directory.EnumerateFiles(secrets).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            yield return (BackupManifest.Keys + Path.GetFileName(file), file);
    }

    private async Task<BackupManifest> Manifest(string work, bool withKeys, IReadOnlyList<BackedUpFile> files, CancellationToken ct)
    {
        using var copied = CopyIn(Path.Combine(work, BackupManifest.DatabaseFile));
        await using var db = copied.CreateDbContext();
        var size = await db.LedgerHeads.Select(head => head.Size).SingleAsync(ct);
        return new BackupManifest(
            BackupManifest.CurrentFormat, options.Database.Provider, time.GetUtcNow(), (await db.Database.GetAppliedMigrationsAsync(ct)).Last(), size, withKeys, keys.PublicPem, files);
    }

    private PortalDbFactory CopyIn(string file) => new(
        new DatabaseOptions { ConnectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString() }, Path.GetDirectoryName(file) ?? ".", services);
}
