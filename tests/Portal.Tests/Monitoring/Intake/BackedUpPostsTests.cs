using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Data.Backups;
using Portal.Monitoring;
using Portal.Monitoring.Intake;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Intake;

public sealed class BackedUpPostsTests
{
    [Fact]
    public async Task A_backup_holds_what_is_acknowledged_counted_or_not_and_its_restore_counts_it_once()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var (file, there) = (Path.Combine(bench.House.Folder, "backup.portal"), Path.Combine(bench.House.Folder, "there"));
        await bench.Post(Bench.Rows(House.Noon, 0, 100), "counted");
        await bench.Fold();
        await bench.Post(Bench.Rows(House.Noon, 100, 60), "waits");

        _ = await bench.House.Get<MakeBackup>().Run(file, _ => { }, default);
        await using var restored = bench.House.AnotherNode(options => options with { DataDirectory = there });
        _ = await restored.GetRequiredService<RestoreBackup>().Run(file, _ => { }, default);
        var counted = await restored.GetRequiredService<FoldTelemetry>().Run(default);
        var again = await restored.GetRequiredService<AcceptPredictions>().Run(bench.Sender, new(Bench.Code, "waits", global::System.Text.Encoding.UTF8.GetBytes(Bench.Rows(House.Noon, 100, 60))), default);

        Assert.Equal(60, counted);
        Assert.Equal(60, again.Value.Rows);
        Assert.Equal(0, await restored.GetRequiredService<FoldTelemetry>().Run(default));
    }

    [Fact]
    public async Task What_is_counted_while_a_backup_is_made_is_in_the_copy_of_the_log()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        var file = Path.Combine(bench.House.Folder, "backup.portal");
        await bench.Post(Bench.Rows(House.Noon, 0, 60));

        _ = await bench.House.Get<MakeBackup>().Run(
            file, what =>
            {
                // The database is copied now: what is counted from here on is not in the copy.
                if (what == "Verifying its ledger.")
                    bench.Fold().Wait(TimeSpan.FromMinutes(1));
                bench.House.Get<IPostStore>().Tidy();
            }, default);
        await using var restored = bench.House.AnotherNode(options => options with { DataDirectory = Path.Combine(bench.House.Folder, "there") });
        _ = await restored.GetRequiredService<RestoreBackup>().Run(file, _ => { }, default);

        Assert.Equal(60, await bench.RowsCounted());
        Assert.Equal(60, await restored.GetRequiredService<FoldTelemetry>().Run(default));
    }
}
