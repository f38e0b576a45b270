using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Data.Backups;
using Portal.Monitoring.Records;
using Portal.Tests.Audit;
using Portal.Tests.Monitoring.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

public sealed class BackupTests : IAsyncLifetime
{
    private const string Passphrase = "nine green bottles on a wall";

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-backups-").FullName;
    private House _house = null!;

    private string File1 => Path.Combine(_folder, "backup.portal");

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "passphrase"), Passphrase + "\n");
        _house = await House.On(DatabaseProvider.Sqlite, Sealed);
        _ = await _house.Person("Owner", Role.SystemOwner);
        await _house.Append(300);
        _ = (await _house.Sign()).Value;
        await _house.Append(1);
        _ = await _house.Get<BlobStore>().PutAsync("an attachment"u8.ToArray(), default);
        _ = _house.Get<SealingKey>().Seal([1], "");
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_backup_that_was_made_is_known()
    {
        Assert.Null(_house.Get<BackupLog>().Last());

        _ = await _house.Get<MakeBackup>().Run(File1, _ => { }, default);

        var made = _house.Get<BackupLog>().Last();
        Assert.Equal((File1, new FileInfo(File1).Length, 301L, true), (made?.File, made?.Bytes, made?.Entries, made?.Sealed));
    }

    [Fact]
    public async Task A_sealed_backup_restores_everything_with_the_keys_and_the_ledger_goes_on()
    {
        Assert.Empty(await Backup(_house));
        await using var place = Place("there");

        Assert.Empty(await Restore(place));

        foreach (var key in new[] { "ledger.pem", "ring.key" })
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_house.Folder, "keys", key)), await File.ReadAllBytesAsync(Path.Combine(_folder, "there", "keys", key)));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "there", "keys", key)));
        }

        Assert.Equal("an attachment", Encoding.UTF8.GetString(await place.GetRequiredService<BlobStore>().ReadAsync(Portal.Shared.Digest.Of("an attachment"u8), default)));
        _ = (await place.GetRequiredService<SignIn>().Run(new(House.AddressOf("Owner"), House.Password, Origin.None), default)).Value;
        _ = (await place.GetRequiredService<MakeCheckpoint>().Run(default)).Value;
        var verdict = await place.GetRequiredService<VerifyLedger>().Run(null, default);
        Assert.Equal((303, 2, true), (verdict.Checked, verdict.Checkpoints, verdict.Holds));
    }

    [Fact]
    public async Task Without_a_passphrase_no_key_is_in_it_and_the_restored_ledger_says_that_a_new_one_took_over()
    {
        await using var open = _house.AnotherNode(options => options with { Keys = new() });
        Assert.Empty(await open.GetRequiredService<MakeBackup>().Run(File1, _ => { }, default));
        await using var place = Place("there", options => options with { Keys = new() });

        Assert.Empty(await Restore(place));

        Assert.NotEqual(_house.Get<LedgerKeys>().PublicPem, place.GetRequiredService<LedgerKeys>().PublicPem);
        _ = (await place.GetRequiredService<MakeCheckpoint>().Run(default)).Value;
        var verdict = await place.GetRequiredService<VerifyLedger>().Run(null, default);
        Assert.Equal((303, 2, true), (verdict.Checked, verdict.Checkpoints, verdict.Holds));
    }

    [Fact]
    public async Task Sealed_nothing_of_it_can_be_read_nor_changed_nor_cut_off()
    {
        _ = await Backup(_house);
        var bytes = await File.ReadAllBytesAsync(File1);
        Assert.DoesNotContain("PRIVATE KEY", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("portal.db", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);

        var changed = bytes.ToArray();
        changed[^40] ^= 1;
        foreach (var (name, content) in new[] { ("changed", changed), ("cut", bytes[..^100]), ("nothing", []), ("other", Encoding.UTF8.GetBytes(new string('x', 500))) })
        {
            await File.WriteAllBytesAsync(File1, content);
            await using var place = Place(name);
            await Assert.ThrowsAsync<BackupException>(() => Restore(place));
            Assert.False(File.Exists(Path.Combine(_folder, name, "portal.db")));
        }

        await File.WriteAllBytesAsync(File1, bytes);
        await using var unsealed = Place("no-passphrase", options => options with { Keys = new() });
        Assert.Contains("sealed", (await Assert.ThrowsAsync<BackupException>(() => Restore(unsealed))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_consistent_while_people_write()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await _house.Append(3);
                _ = (await _house.Sign()).Value;
            }
        });

        var breaks = await Backup(_house);
        await stop.CancelAsync();
        await writing;

        Assert.Empty(breaks);
        await using var place = Place("there");
        Assert.Empty(await Restore(place));
    }

    /// <summary>The checkpoints are kept on another disk, which outlives the machine.</summary>
    [Fact]
    public async Task A_restored_old_backup_is_noticed_by_what_is_kept_outside()
    {
        _ = await Backup(_house);
        await _house.Append(10);
        _ = (await _house.Sign()).Value;
        var outside = _house.Get<CheckpointLog>().Path;
        await using var place = Place("there", options => options with { Ledger = new() { CheckpointSink = outside } });

        var breaks = await Restore(place);
        await place.GetRequiredService<CheckpointWorker>().Turn(default);

        Assert.Equal(["A checkpoint over 311 entries is kept outside of the database, which has 302."], breaks);
        Assert.StartsWith("A checkpoint over 311 entries was signed, but the ledger has 302", place.GetRequiredService<CheckpointWorker>().Alarm, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision_records_are_in_it_and_what_was_erased_of_a_person_since_stays_erased()
    {
        var risk = await _house.Person("Risk", Role.RiskManager);
        var system = await Recorded.File(_house, Recorded.Row("a", "person-1"), Recorded.Row("b", "person-2", minute: 1));
        _ = await Backup(_house);
        _ = (await _house.Get<EraseSubject>().Run(risk, new(system, "person-1", "She asked for it."), default)).Value;
        await using var place = Place("there", options => options with { Ledger = new() { CheckpointSink = _house.Get<CheckpointLog>().Path } });

        _ = await Restore(place);

        await using var db = await place.GetRequiredService<IDbContextFactory<RecordsDb>>().CreateDbContextAsync();
        Assert.Equal([null, "person-2"], await db.Records.OrderBy(record => record.Id).Select(record => record.Subject).ToListAsync());
        Assert.Contains("already", (await Assert.ThrowsAsync<BackupException>(() => Restore(place))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_there_is_written_over()
    {
        _ = await Backup(_house);

        Assert.Contains("already", (await Assert.ThrowsAsync<BackupException>(() => Backup(_house))).Message, StringComparison.Ordinal);
        Assert.Contains("already", (await Assert.ThrowsAsync<BackupException>(() => _house.Get<RestoreBackup>().Run(File1, _ => { }, default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_on_PostgreSQL_is_restored_row_by_row_into_an_empty_database()
    {
        await using var house = await House.On(DatabaseProvider.Postgres, Sealed);
        _ = await house.Person("Owner", Role.SystemOwner);
        await house.Append(300);
        _ = (await house.Sign()).Value;
        Assert.Empty(await Backup(house));
        var cluster = await PostgresCluster.SharedAsync();
        var database = $"restored_{Path.GetFileName(_folder).ToLowerInvariant().Replace('-', '_')}";
        await cluster.CreateAsync(database);
        await using var place = house.AnotherNode(options => options with
        {
            DataDirectory = Path.Combine(_folder, "there"),
            Database = options.Database with { ConnectionString = cluster.ConnectionString(database) },
        });

        Assert.Empty(await Restore(place));

        await using (var before = await house.Dbs.CreateDbContextAsync())
        await using (var after = await place.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync())
            Assert.Empty((await Contents.Of(before)).Where(row => !row.StartsWith("LedgerHead:", StringComparison.Ordinal)).Except(await Contents.Of(after)));
        _ = (await place.GetRequiredService<SignIn>().Run(new(House.AddressOf("Owner"), House.Password, Origin.None), default)).Value;
        _ = (await place.GetRequiredService<MakeCheckpoint>().Run(default)).Value;
        var verdict = await place.GetRequiredService<VerifyLedger>().Run(null, default);
        Assert.Equal((302, 2, true), (verdict.Checked, verdict.Checkpoints, verdict.Holds));
        Assert.Contains("already", (await Assert.ThrowsAsync<BackupException>(() => Restore(place))).Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<string>> Backup(House house) => house.Get<MakeBackup>().Run(File1, _ => { }, default);

    private Task<IReadOnlyList<string>> Restore(IServiceProvider place) => place.GetRequiredService<RestoreBackup>().Run(File1, _ => { }, default);

    private PortalOptions Sealed(PortalOptions options) => options with { Keys = new() { BackupPassphraseFile = Path.Combine(_folder, "passphrase") } };

    private ServiceProvider Place(string name, Func<PortalOptions, PortalOptions>? set = null) => _house.AnotherNode(options => (set ?? (same => same))(options with
    {
        DataDirectory = Path.Combine(_folder, name),
        Database = new DatabaseOptions { ConnectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, name, "portal.db"), Pooling = false }.ToString() },
    }));
}
