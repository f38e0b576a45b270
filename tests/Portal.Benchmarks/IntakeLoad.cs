using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring.Rows;
using Portal.Shared;
using Portal.Web.Hosting;

namespace Portal.Benchmarks;

/// <summary>
/// Predictions with twenty features over HTTP on SQLite, until they are acknowledged as durable, beside parsing them alone in the same
/// run; then twelve times as many senders, of whom some must be told to wait and whose acknowledged rows must all be counted once.
/// </summary>
internal static class IntakeLoad
{
    private const int Features = 20;
    private const int RowsOfPost = 2_000;
    private const int Senders = 4;
    private const int Overload = 12;
    private const string Secret = "a-token-for-the-load-of-the-intake";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<int> Run(TimeSpan each)
    {
        var folder = Directory.CreateTempSubdirectory("portal-intake-load-").FullName;
        try
        {
            var arguments = Arguments.Parse(["--urls", "http://127.0.0.1:0", "--Portal:DataDirectory", folder, "--Portal:Tokens:RequestsPerMinute", "1000000", "--Logging:LogLevel:Default", "Warning"]);
            await using var app = PortalApp.Build(arguments);
            await Startup.Prepare(app, arguments);
            await app.StartAsync();
            var holds = await Measure(app, each);
            await app.StopAsync();
            return holds ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(WebApplication app, TimeSpan each)
    {
        var (code, version) = await Prepare(app.Services);
        var body = Encoding.UTF8.GetBytes(Rows(TimeProvider.System.GetUtcNow()));
        var parsing = Parsing(body, each / 2);
        Say("parsing alone, one core", parsing);

        var sent = await Send(app, code, body, Senders, each);
        var counted = await Counted(app.Services, version, sent.Rows);
        Say($"HTTP to a durable acknowledgement, {Senders} senders", sent.Rows / each.TotalSeconds);
        Say("counted into windows, over all the time it took", sent.Rows / (each + counted.Waited).TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"acknowledged beside parsed: {sent.Rows / each.TotalSeconds / parsing:0.00}"));

        var (before, more) = (counted.Rows, await Send(app, code, body, Senders * Overload, each));
        var after = await Counted(app.Services, version, before + more.Rows);
        Console.WriteLine($"{Senders * Overload} senders: {more.Rows:N0} rows acknowledged, {more.Waits:N0} posts told to wait, {more.Faults} answered otherwise; {after.Rows - before:N0} rows counted");
        return sent.Faults + more.Faults == 0 && more.Waits > 0 && counted.Rows == sent.Rows && after.Rows - before == more.Rows;
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
        var (rows, clock) = (0L, Stopwatch.StartNew());
        while (clock.Elapsed < time)
            rows += PredictionReader.Read(body, TimeProvider.System.GetUtcNow()).Value.Rows;
        return rows / clock.Elapsed.TotalSeconds;
    }

    private static async Task<Sent> Send(WebApplication app, string code, byte[] body, int senders, TimeSpan time)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        var clock = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            var sent = new Sent(0, 0, 0);
            while (clock.Elapsed < time)
            {
                using var answer = await client.PostAsync($"/api/v1/telemetry/predictions?system={code}", new ByteArrayContent(body));
                sent = answer.StatusCode switch
                {
                    HttpStatusCode.Accepted => sent with { Rows = sent.Rows + RowsOfPost },
                    HttpStatusCode.TooManyRequests when answer.Headers.RetryAfter?.Delta > TimeSpan.Zero => sent with { Waits = sent.Waits + 1 },
                    _ => sent with { Faults = sent.Faults + 1 },
                };
            }

            return sent;
        })));
        return new Sent(all.Sum(sent => sent.Rows), all.Sum(sent => sent.Waits), all.Sum(sent => sent.Faults));
    }

    /// <summary>Waits until as many rows are counted, then a little longer, in case there are more.</summary>
    private static async Task<(long Rows, TimeSpan Waited)> Counted(IServiceProvider services, VersionId version, long expected)
    {
        var clock = Stopwatch.StartNew();
        var waited = clock.Elapsed;
        while (clock.Elapsed < Patience)
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
            var waiting = await db.TelemetryBatches.CountAsync(batch => !batch.Folded);
            var rows = await db.TelemetryDays.Where(day => day.ModelVersion == version).SumAsync(day => day.Rows);
            waited = clock.Elapsed;
            if (waiting == 0 && rows >= expected)
                return (rows, waited);
            await Task.Delay(50);
        }

        return (0, waited);
    }

    private static string Rows(DateTimeOffset now)
    {
        var text = new StringBuilder();
        for (var row = 0; row < RowsOfPost; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"r{row}\",\"time\":\"{now:yyyy-MM-ddTHH:mm:ss}Z\",\"version\":\"v1\",\"features\":{{");
            text.AppendJoin(',', Enumerable.Range(0, Features).Select(feature => string.Create(CultureInfo.InvariantCulture, $"\"feature{feature}\":{Value(row, feature):0.######}")));
            text.Append("},\"prediction\":\"approve\",\"score\":0.5}\n");
        }

        return text.ToString();
    }

    private static double Value(int row, int feature) => (row * 7919 % 2_000) + (feature * 0.125);

    private static void Say(string what, double rowsPerSecond) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-64}{rowsPerSecond,12:N0} rows a second"));

    private sealed record Sent(long Rows, long Waits, int Faults);
}
