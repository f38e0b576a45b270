using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Data;
using Portal.Monitoring.Records;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Benchmarks;

/// <summary>
/// Decision records of a Tier High system on SQLite, with inputs, contributions and subjects: how many a second, beside parsing them alone in
/// the same run, and how long a decision takes meanwhile beside one that is alone.
/// </summary>
internal static class RecordsLoad
{
    private const int RowsOfPost = 2_000;
    private const double Aim = 5_000;

    /// <summary>A decision may wait for the disk, not for records.</summary>
    private const double MostWait = 3;

    public static async Task<int> Run(TimeSpan each)
    {
        var folder = Directory.CreateTempSubdirectory("portal-records-load-").FullName;
        try
        {
            await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddPortal(new PortalOptions { DataDirectory = folder }).BuildServiceProvider();
            await services.GetRequiredService<IDbContextFactory<PortalDb>>().MigrateAsync(default);
            return await Measure(services, each) ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(IServiceProvider services, TimeSpan each)
    {
        var dbs = services.GetRequiredService<IDbContextFactory<PortalDb>>();
        _ = await RegisterFill.Fill(dbs, 1);
        await using var db = await dbs.CreateDbContextAsync();
        await db.Systems.ExecuteUpdateAsync(set => set.SetProperty(system => system.Tier, RiskTier.High));
        var (system, version) = (await db.Systems.Select(row => row.Id).SingleAsync(), VersionId.New(TimeProvider.System.GetUtcNow()));

        var parsed = Parsed(each / 4);
        var alone = await Decisions(dbs, each / 4);
        var keeping = Task.Run(() => Keep(services.GetRequiredService<KeepRecords>(), system, version, each));
        var beside = await Decisions(dbs, each);
        var kept = await keeping;

        Say("parsing alone, one core", parsed, "rows/s");
        Say("recorded one by one, durable", kept, "records/s");
        Say("recorded beside parsed", kept / parsed, "");
        Say("a decision alone, median", alone, "ms");
        Say("a decision while all that is recorded, median", beside, "ms");
        return kept >= Aim && beside <= MostWait * alone;
    }

    private static double Parsed(TimeSpan time)
    {
        var (body, rows, clock) = (Post(0), 0L, Stopwatch.StartNew());
        while (clock.Elapsed < time)
            rows += PredictionReader.Read(body, TimeProvider.System.GetUtcNow()).Value.Rows;
        return rows / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Keep(KeepRecords records, SystemId system, VersionId version, TimeSpan time)
    {
        var (rows, clock) = (0L, Stopwatch.StartNew());
        for (var post = 1; clock.Elapsed < time; post++)
        {
            var body = Post(post);
            await records.Keep(system, () => body, PredictionReader.Read(body, TimeProvider.System.GetUtcNow()).Value, [version], run: null, default);
            rows += RowsOfPost;
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Decisions(IDbContextFactory<PortalDb> dbs, TimeSpan time)
    {
        List<double> took = [];
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            var start = Stopwatch.GetTimestamp();
            _ = await dbs.WriteAsync<Done>(db =>
            {
                db.Record(new EntryDraft(Actor.System("load"), TimeProvider.System.GetUtcNow(), "load.decided", "load"));
                return Task.FromResult<Result<Done>>(new Done());
            }, default);
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(20);
        }

        return took.Order().ElementAt(took.Count / 2);
    }

    private static byte[] Post(int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        return Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, RowsOfPost).Select(row => string.Create(CultureInfo.InvariantCulture,
            $"{{\"id\":\"{number}-{row}\",\"time\":\"{now:yyyy-MM-ddTHH:mm:ss.fff}Z\",\"version\":\"v1\",\"features\":{{{Features(row)}}},\"prediction\":\"approve\",\"score\":0.{row},\"subject\":\"C-{(number * RowsOfPost) + row}\",\"contributions\":{{{Features(row + 1)}}}}}"))));
    }

    private static string Features(int row) => string.Join(',', Enumerable.Range(0, 20).Select(feature => string.Create(CultureInfo.InvariantCulture, $"\"feature{feature}\":{row * 31 % (97 + feature)}.{feature}")));

    private static void Say(string what, double figure, string unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {figure:#,0.##} {unit}").TrimEnd());
}
