using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Data;
using Portal.Ledger;
using Portal.Ledger.Trees;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class MakeCheckpointTests
{
    [Theory, OnBothDatabases]
    public async Task A_checkpoint_is_the_root_over_the_stored_bytes_and_is_kept_inside_and_outside(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Append(600);

        _ = (await house.Sign()).Value;

        var tree = new GrowingTree();
        foreach (var entry in await house.Entries())
            tree.Add(Leaf.Hash(entry.Bytes));
        var inside = Assert.Single(await house.Checkpoints());
        Assert.Equal((600, Convert.ToHexString(tree.Root)), (inside.Checkpoint.Size, Convert.ToHexString(inside.Checkpoint.Root)));
        Assert.Equal(inside.Note, house.Get<CheckpointLog>().Last()?.Note);
    }

    [Theory, OnBothDatabases]
    public async Task Nothing_new_is_nothing_to_sign(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        _ = (await house.Sign()).Value;
        await house.Append(3);
        _ = (await house.Sign()).Value;
        _ = (await house.Sign()).Value;

        Assert.Single(await house.Checkpoints());
    }

    [Theory, OnBothDatabases]
    public async Task A_checkpoint_that_could_not_be_kept_outside_is_kept_at_the_next_turn_in_order(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var log = house.Get<CheckpointLog>();
        Directory.CreateDirectory(log.Path);
        await house.Append(1);
        await Assert.ThrowsAnyAsync<Exception>(() => house.Sign());
        Directory.Delete(log.Path);
        await house.Append(1);

        _ = (await house.Sign()).Value;

        Assert.Equal([1, 2], (await house.Checkpoints()).Select(checkpoint => checkpoint.Checkpoint.Size));
        Assert.Equal(2, File.ReadLines(log.Path).Count());
        Assert.Equal(2, log.Last()?.Checkpoint.Size);
    }

    [Theory, OnBothDatabases]
    public async Task A_line_that_a_crash_cut_off_loses_no_other(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var log = house.Get<CheckpointLog>();
        await house.Append(1);
        _ = (await house.Sign()).Value;
        await File.AppendAllTextAsync(log.Path, "\n{\"checkpoint\":\"localh");

        Assert.Equal(1, log.Last()?.Checkpoint.Size);
        await house.Append(1);
        _ = (await house.Sign()).Value;
        Assert.Equal(2, log.Last()?.Checkpoint.Size);
    }

    [Theory, OnBothDatabases]
    public async Task The_key_is_a_file_that_only_the_portals_user_may_read(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Append(1);
        _ = (await house.Sign()).Value;

        var file = Path.Combine(house.Folder, "keys", "ledger.pem");
        Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.DoesNotContain(await Contents.Of(db), row => row.Contains("PRIVATE KEY", StringComparison.Ordinal));
    }

    /// <summary>The copy is put back as an operator does it: the database alone, while the rest of the machine goes on.</summary>
    [Theory, OnBothDatabases]
    public async Task An_older_copy_of_the_database_is_not_signed_and_the_worker_raises_its_alarm(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Append(300);
        _ = (await house.Sign()).Value;
        await house.Tamper("""
            DELETE FROM "LedgerEntries" WHERE "Index" >= 280; DELETE FROM "LedgerTiles"; DELETE FROM "LedgerCheckpoints"; UPDATE "LedgerHead" SET "Size" = 280
            """);

        var worker = house.Get<CheckpointWorker>();
        await worker.Turn(default);

        Assert.Equal("A checkpoint over 300 entries was signed, but the ledger has 280: this is an older copy of it. Nothing is signed.", worker.Alarm);
        Assert.Empty(await house.Checkpoints());
        Assert.Equal(["A checkpoint over 300 entries is kept outside of the database, which has 280."], (await house.Verify()).Breaks);

        // It went on as far as the other and beyond: another history.
        await house.Append(40);
        await worker.Turn(default);
        Assert.Equal("The first 300 entries are not those that were signed. Nothing more is signed: verify the ledger.", worker.Alarm);
        Assert.Equal(["The first 300 entries are not those of the checkpoint that is kept outside of the database."], (await house.Verify()).Breaks);
    }

    /// <summary>A real copy, as a file: the portal is started on it with the rest of the machine as it was.</summary>
    [Fact]
    public async Task Yesterdays_copy_is_not_signed_however_it_goes_on()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var copy = Path.Combine(house.Folder, "yesterday.db");
        await house.Append(10);
        _ = (await house.Sign()).Value;
        await using (var db = await house.Dbs.CreateDbContextAsync())
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}");
        await house.Append(10);
        _ = (await house.Sign()).Value;

        await using var restored = house.AnotherNode(options => options with { Database = options.Database with { ConnectionString = $"Data Source={copy};Pooling=false" } });
        var worker = restored.GetRequiredService<CheckpointWorker>();
        await worker.StartAsync(default);
        Assert.True(SpinWait.SpinUntil(() => worker.Alarm is not null, TimeSpan.FromMinutes(1)), "There was no alarm within a minute.");
        await worker.StopAsync(default);

        Assert.Equal("A checkpoint over 20 entries was signed, but the ledger has 10: this is an older copy of it. Nothing is signed.", worker.Alarm);
    }

    [Theory, OnBothDatabases]
    public async Task Entries_that_are_gone_are_an_alarm_and_no_fault_of_the_turn(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Append(20);
        _ = (await house.Sign()).Value;
        await house.Tamper("DELETE FROM \"LedgerEntries\" WHERE \"Index\" = 3");

        var worker = house.Get<CheckpointWorker>();
        await worker.Turn(default);

        Assert.Contains("Nothing is signed.", worker.Alarm, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task The_worker_signs_what_was_done_meanwhile(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Append(2);

        await house.Get<CheckpointWorker>().Turn(default);

        Assert.Null(house.Get<CheckpointWorker>().Alarm);
        Assert.Equal(2, (await house.Get<LedgerProofs>().Latest(default))?.Size);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_signed_must_be_the_entries_and_the_tiles_must_be_theirs(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Append(300);
        _ = (await house.Sign()).Value;
        Assert.Equal((300, 1, true), await Verdict());

        await house.Tamper("UPDATE \"LedgerTiles\" SET \"Root\" = \"Hashes\"");
        await house.Tamper("UPDATE \"LedgerCheckpoints\" SET \"Note\" = REPLACE(\"Note\", 'localhost', 'elsewhere')");

        Assert.Equal(
            ["The checkpoint over 300 entries is not signed by the portal's key.", "Tile 0 of level 0 does not hold the hashes of its entries: proofs that use it are wrong."],
            (await house.Verify()).Breaks);

        async Task<(long, int, bool)> Verdict()
        {
            var verdict = await house.Verify();
            return (verdict.Checked, verdict.Checkpoints, verdict.Holds);
        }
    }
}
