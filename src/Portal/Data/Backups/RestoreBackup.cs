using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Accounts;
using Portal.Audit;
using Portal.Ledger.Checkpoints;
using Portal.Monitoring.Records;
using Portal.Shared;

namespace Portal.Data.Backups;

/// <summary>
/// Puts a backup into an empty place. All of it is checked before anything is written, and the database comes last, so that a restore that was
/// stopped is no portal. The checkpoints kept outside stay what they are: where they know of more than the backup, the portal refuses to sign.
/// </summary>
public sealed class RestoreBackup(IDbContextFactory<PortalDb> dbs, PortalOptions options, LedgerKeys keys, CheckpointLog log, VerifyLedger verify, ErasePerson erase, EraseSubject eraseSubject, TimeProvider time)
{
    /// <summary>Every break of the ledger as it is now.</summary>
    public async Task<IReadOnlyList<string>> Run(string path, Action<string> say, CancellationToken ct)
    {
        if (!File.Exists(path))
            throw new BackupException($"There is no {path}.");

        await RefuseFull(ct);

        say("Reading the backup.");
        using var archive = BackupArchive.Open(path, options.Keys.Passphrase);
        var manifest = await BackupArchive.Verify(archive, ct);
        await RefuseUnfit(manifest, ct);

        say($"Restoring {manifest.Files.Count} files of {manifest.MadeAt:yyyy-MM-dd HH:mm} UTC, {manifest.LedgerSize} ledger entries.");
        foreach (var file in manifest.Files.Where(file => !file.Name.StartsWith(BackupManifest.OfDatabase, StringComparison.Ordinal)))
            await Put(archive, file, ct);
        await PutDatabase(archive, manifest, ct);

        await dbs.MigrateAsync(ct);
        await Enter(manifest, say, ct);
        await erase.Again(ct);
        await eraseSubject.Again(ct);
        say("Verifying the ledger.");
        return (await verify.Run(progress: null, ct)).Breaks;
    }

    private async Task RefuseFull(CancellationToken ct)
    {
        if (options.Database.Provider == DatabaseProvider.Sqlite)
        {
            if (File.Exists(PlaceOf(BackupManifest.Database)) || File.Exists(PlaceOf(BackupManifest.Records)))
                throw new BackupException($"There is a portal in {options.DataDirectory} already: restore into an empty place.");
            return;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        if ((await db.Database.GetAppliedMigrationsAsync(ct)).Any())
            throw new BackupException("There is a portal in this database already: restore into an empty one.");
    }

    /// <summary>On PostgreSQL into the schema that the backup was made of; migrations then bring it up like any other.</summary>
    private async Task PutDatabase(ZipArchive archive, BackupManifest manifest, CancellationToken ct)
    {
        if (manifest.Provider == DatabaseProvider.Sqlite)
        {
            await Put(archive, manifest.Files.Single(file => file.Name == BackupManifest.Database), ct);
            return;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.GetService<IMigrator>().MigrateAsync(manifest.Migration, ct);
        await PostgresCopy.Import(
            db, manifest.TablesOfDatabase, table => (archive.GetEntry(PostgresCopy.NameOf(table)) ?? throw new BackupException($"The backup lacks the table {table.Name}.")).Open(), ct);
    }

    private async Task RefuseUnfit(BackupManifest manifest, CancellationToken ct)
    {
        if (manifest.Provider != options.Database.Provider)
            throw new BackupException($"The backup is of a portal on {manifest.Provider}, and the settings name {options.Database.Provider}.");

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!db.Database.GetMigrations().Contains(manifest.Migration))
            throw new BackupException("The backup is of a newer portal than this one: restore it with that.");

        foreach (var file in manifest.Files.Where(file => file.Name.StartsWith(BackupManifest.Keys, StringComparison.Ordinal) && File.Exists(PlaceOf(file.Name))))
            if (Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(PlaceOf(file.Name), ct))) != file.Digest)
                throw new BackupException($"{PlaceOf(file.Name)} is there already and is another key: move it away first.");
    }

    private string PlaceOf(string name) => name switch
    {
        BackupManifest.Database => Path.Combine(options.DataDirectory, BackupManifest.DatabaseFile),
        BackupManifest.Checkpoints => log.Path,
        _ => Path.Combine(options.DataDirectory, name),
    };

    private async Task Put(ZipArchive archive, BackedUpFile file, CancellationToken ct)
    {
        // What is outside already may know more than the backup does; a blob or key that is there is the same.
        var place = PlaceOf(file.Name);
        if (File.Exists(place))
            return;

        using var content = new MemoryStream();
        await using var source = (archive.GetEntry(file.Name) ?? throw new BackupException($"The backup lacks {file.Name}.")).Open();
        if (file.Name.StartsWith(BackupManifest.Keys, StringComparison.Ordinal))
        {
            await source.CopyToAsync(content, ct);
            KeyFile.Write(place, content.ToArray());
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(place)) ?? ".");
        await using (var draft = new FileStream(place + ".new", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await source.CopyToAsync(draft, ct);
            draft.Flush(flushToDisk: true);
        }

        File.Move(place + ".new", place);
    }

    /// <summary>That it was restored is on record, and where the ledger's key was not in the backup, that another takes over.</summary>
    private async Task Enter(BackupManifest manifest, Action<string> say, CancellationToken ct)
    {
        using var before = ECDsa.Create();
        before.ImportFromPem(manifest.LedgerPublicKey);
        using var now = keys.Current();
        var isReplaced = SignedCheckpoint.IdOf(before) != SignedCheckpoint.IdOf(now);
        if (isReplaced)
            say("The backup holds no key of the ledger: a new one takes over, which the ledger says.");
        if (log.Last() is { Checkpoint.Size: var size } && size > manifest.LedgerSize)
            say($"A checkpoint over {size} entries is kept outside: what was done after the backup is lost, and the portal refuses to sign.");

        _ = (await dbs.WriteAsync<Done>(db =>
        {
            var (actor, at) = (Actor.System("restore"), time.GetUtcNow());
            if (isReplaced)
                db.Record(LedgerKeyChange.Draft(actor, at, LedgerKeyChange.Replaced, before.ExportSubjectPublicKeyInfo(), now.ExportSubjectPublicKeyInfo(), "The backup holds no key."));
            db.Record(new EntryDraft(actor, at, "portal.restored", "portal")
            {
                Details = new Dictionary<string, string> { ["backup"] = EntryDraft.Timestamp(manifest.MadeAt), ["entries"] = $"{manifest.LedgerSize}" },
            });
            return Task.FromResult<Result<Done>>(new Done());
        }, ct)).Value;
    }
}
