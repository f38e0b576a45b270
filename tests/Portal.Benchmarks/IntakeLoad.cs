using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring.Intake;
using Portal.Monitoring.Rows;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Hosting;

namespace Portal.Benchmarks;

/// <summary>
/// Predictions with twenty features over HTTP on SQLite, until they are acknowledged as durable and until they are counted, beside parsing
/// them alone in the same run; then a minute of three times as many as can be counted, of which some must be told to wait and all that
/// were acknowledged must be counted once.
/// </summary>
internal static class IntakeLoad
{
    private const int Features = 20;
    private const int RowsOfPost = 2_000;
    private const int Senders = 4;
    private const int Times = 3;
    private const string Secret = "a-token-for-the-load-of-the-intake";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<int> Run(TimeSpan each, TimeSpan overload)
    {
        var folder = Directory.CreateTempSubdirectory("portal-intake-load-").FullName;
        try
        {
            var arguments = Arguments.Parse(["--urls", "http://127.0.0.1:0", "--Portal:DataDirectory", folder, "--Portal:Tokens:RequestsPerMinute", "1000000", "--Logging:LogLevel:Default", "Warning"]);
            await using var app = PortalApp.Build(arguments);
            await Startup.Prepare(app, arguments);
            _ = (await app.Services.GetRequiredService<AdoptPolicy>().Run(Actor.System("load"), default)).Value;
            await app.StartAsync();
            var holds = await Measure(app, each, overload);
            await app.StopAsync();
            return holds ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(WebApplication app, TimeSpan each, TimeSpan overload)
    {
        var (code, version) = await Prepare(app.Services);
        using var sender = new IntakeSender(app, Secret, code, RowsOfPost, Body);
        var parsing = Parsing(Body(0), each / 4);
        Say("parsing alone, in a second of one core", parsing);

        // The first posts find code that was never run.
        await sender.AsFastAsItGoes(Senders, each / 4);
        var warm = await Counted(app.Services, version, sender.Rows);

        var (clock, cpu) = (Stopwatch.StartNew(), Processor());
        var sent = await sender.AsFastAsItGoes(Senders, each);
        var acknowledged = sent.Rows / clock.Elapsed.TotalSeconds;
        var meanwhile = (await Rows(app.Services, version) - warm) / clock.Elapsed.TotalSeconds;
        var after = await Counted(app.Services, version, warm + sent.Rows);
        var sustainable = sent.Rows / clock.Elapsed.TotalSeconds;
        var perSecond = sent.Rows / (Processor() - cpu).TotalSeconds;
        Say($"HTTP to a durable acknowledgement, {Senders} senders", acknowledged);
        Say("counted into windows meanwhile", meanwhile);
        Say("counted, until nothing waits: what can be sustained", sustainable);
        Say("sent, acknowledged and counted in a second of one core", perSecond);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"of parsing's speed in processor time: {perSecond / parsing:0.00}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sent.Waits} posts told to wait"));
        var holds = sent.Faults == 0 && after == warm + sent.Rows;

        var more = await sender.AtRate(Times * sustainable, overload);
        var all = await Counted(app.Services, version, after + more.Rows);
        Say($"{overload.TotalSeconds:0} s at {Times} times that: offered", more.Offered / overload.TotalSeconds);
        Console.WriteLine($"  {more.Rows:N0} rows acknowledged, {more.Waits:N0} posts told to wait, {more.Faults} answered otherwise, {more.Skipped} not sent; {all - after:N0} rows counted, {Process.GetCurrentProcess().WorkingSet64 / 1_000_000:N0} MB");
        return holds && more.Faults == 0 && more.Waits > 0 && all - after == more.Rows;
    }

    private static async Task<(string Code, VersionId Version)> Prepare(IServiceProvider services)
    {
        var dbs = services.GetRequiredService<IDbContextFactory<PortalDb>>();
        var owners = await RegisterFill.Fill(dbs, 1);
        _ = (await services.GetRequiredService<AdmitToken>().Run(Actor.System("load"), new(owners[0], Secret, "Load"), default)).Value;

        await using var db = await dbs.CreateDbContextAsync();
        var system = await db.Systems.SingleAsync();
        var version = ModelVersion.Declare(system.Id, new Declaration("v1", new Artefact(ArtefactKind.Model, "load"), [], []), owners[0], TimeProvider.System.GetUtcNow());
        db.Versions.Add(version);
        await db.SaveChangesAsync();

        var rows = new System.Buffers.ArrayBufferWriter<byte>();
        EvaluationRows.Write(rows, Enumerable.Range(0, 2_000).Select(row => new EvaluationRow(
            $"{row}", "approve", "approve", Enumerable.Range(0, Features).ToDictionary(feature => $"feature{feature}", feature => FeatureValue.Of(Value(row, feature))))));
        var digest = await services.GetRequiredService<BlobStore>().PutAsync(rows.WrittenMemory, default);
        foreach (var reaction in services.GetServices<IReaction<BaselineMade>>())
            await reaction.React(new BaselineMade(system.Id, version.Id, digest), default);
        return (system.Code, version.Id);
    }

    private static double Parsing(byte[] body, TimeSpan time)
    {
        // By the processor's time: what else runs on the machine takes nothing away from it.
        var (rows, clock, cpu) = (0L, Stopwatch.StartNew(), Processor());
        while (clock.Elapsed < time)
            rows += PredictionReader.Read(body, TimeProvider.System.GetUtcNow()).Value.Rows;
        return rows / (Processor() - cpu).TotalSeconds;
    }

    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;

    /// <summary>Waits until as many rows are counted and nothing waits; how many there are then.</summary>
    private static async Task<long> Counted(IServiceProvider services, VersionId version, long expected)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            var waiting = services.GetRequiredService<IntakeRoom>().Posts;
            if (await Rows(services, version) is var rows && waiting == 0 && rows >= expected)
                return rows;
            await Task.Delay(20);
        }

        return 0;
    }

    private static async Task<long> Rows(IServiceProvider services, VersionId version)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        return await db.TelemetryDays.Where(day => day.ModelVersion == version).SumAsync(day => day.Rows);
    }

    /// <summary>Every post has ids of its own, as a sender's are.</summary>
    private static byte[] Body(int post)
    {
        var now = TimeProvider.System.GetUtcNow();
        var text = new StringBuilder();
        for (var row = 0; row < RowsOfPost; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"p{post:D6}r{row}\",\"time\":\"{now:yyyy-MM-ddTHH:mm:ss}Z\",\"version\":\"v1\",\"features\":{{");
            text.AppendJoin(',', Enumerable.Range(0, Features).Select(feature => string.Create(CultureInfo.InvariantCulture, $"\"feature{feature}\":{Value(row, feature):0.######}")));
            text.Append("},\"prediction\":\"approve\",\"score\":0.5}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static double Value(int row, int feature) => (row * 7919 % 2_000) + (feature * 0.125);

    private static void Say(string what, double rowsPerSecond) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-64}{rowsPerSecond,12:N0} rows a second"));
}
