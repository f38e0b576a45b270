using System.Diagnostics;
using System.Globalization;
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
using Portal.Shared;
using Portal.Tracking;
using Portal.Web.Hosting;

namespace Portal.Benchmarks;

/// <summary>An experiment of thousands of runs with a hundred metrics each, on SQLite: how long clients wait for a search over HTTP.</summary>
internal static class MlflowLoad
{
    private const int MetricsEach = 100;
    private const int ParamsEach = 10;
    private const int Batch = 200;
    private const int Rounds = 40;
    private const string Secret = "a-token-for-the-load-of-the-searches";
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(300);

    private static readonly (string What, string Body)[] Searches =
    [
        ("newest 100", """{"experiment_ids":["0"],"max_results":100}"""),
        ("metric above, 100", """{"experiment_ids":["0"],"filter":"metrics.m50 > 0.5","max_results":100}"""),
        ("metric, parameter and tag, 100", """{"experiment_ids":["0"],"filter":"metrics.m50 > 0.5 and params.p3 = '6' and tags.team LIKE 'team 1%'","max_results":100}"""),
        ("three metrics, 100", """{"experiment_ids":["0"],"filter":"metrics.m1 > 0.2 and metrics.m2 < 0.8 and metrics.m3 != 0","max_results":100}"""),
        ("by metric, 100", """{"experiment_ids":["0"],"order_by":["metrics.m7 DESC"],"max_results":100}"""),
        ("metric above by metric, 100", """{"experiment_ids":["0"],"filter":"metrics.m50 > 0.5","order_by":["metrics.m7 DESC"],"max_results":100}"""),
        ("nothing found", """{"experiment_ids":["0"],"filter":"params.p3 = 'none'","max_results":100}"""),
        ("newest 1000, whole", """{"experiment_ids":["0"],"max_results":1000}"""),
    ];

    public static async Task<int> Run(int runs)
    {
        var folder = Directory.CreateTempSubdirectory("portal-mlflow-load-").FullName;
        try
        {
            var arguments = Arguments.Parse(["--urls", "http://127.0.0.1:0", "--Portal:DataDirectory", folder, "--Portal:Tokens:RequestsPerMinute", "1000000", "--Logging:LogLevel:Default", "Warning"]);
            await using var app = PortalApp.Build(arguments);
            await Startup.Prepare(app, arguments);
            await app.StartAsync();
            var holds = await Measure(app, runs);
            await app.StopAsync();
            return holds ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(WebApplication app, int runs)
    {
        var services = app.Services;
        var dbs = services.GetRequiredService<IDbContextFactory<PortalDb>>();
        var owner = (await RegisterFill.Fill(dbs, 1))[0];
        var began = Stopwatch.GetTimestamp();
        await Fill(dbs, owner, runs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} runs with {MetricsEach} metrics and {ParamsEach} parameters each written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));

        _ = (await services.GetRequiredService<AdmitToken>().Run(Actor.System("load"), new(owner, Secret, "Load"), default)).Value;
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);

        var holds = true;
        foreach (var (what, body) in Searches)
            holds &= await Timed(what, client, body);
        return holds;
    }

    /// <summary>Past the use cases, which would take an hour for so many.</summary>
    private static async Task Fill(IDbContextFactory<PortalDb> dbs, PersonId by, int runs)
    {
        var random = new Random(8);
        var start = TimeProvider.System.GetUtcNow().AddDays(-300);
        for (var from = 0; from < runs; from += Batch)
        {
            await using var db = await dbs.CreateDbContextAsync();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            var experiment = await db.Experiments.AsNoTracking().SingleAsync(row => row.Number == 0);
            for (var number = from; number < Math.Min(runs, from + Batch); number++)
            {
                var id = TrackedId.New(start.AddMinutes(number));
                db.TrackedRuns.Add(TrackedRun.Start(id, experiment, $"run {number}", $"user {number % 40}", start.AddMinutes(number).ToUnixTimeMilliseconds(), by, start.AddMinutes(number)));
                db.TrackedTexts.AddRange(Enumerable.Range(0, ParamsEach).Select(index => new TrackedText(id, TextKind.Param, $"p{index}", $"{random.Next(20)}")));
                db.TrackedTexts.Add(new TrackedText(id, TextKind.Tag, "team", $"team {number % 30}"));
                db.TrackedMetrics.AddRange(Enumerable.Range(0, MetricsEach).Select(index => new TrackedMetric(id, new LoggedMetric($"m{index}", random.NextDouble(), number, 10))));
            }

            await db.SaveChangesAsync();
        }
    }

    private static async Task<bool> Timed(string what, HttpClient client, string body)
    {
        for (var warm = 0; warm < 3; warm++)
            await Search(client, body);
        List<TimeSpan> took = [];
        var bytes = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            bytes = await Search(client, body);
            took.Add(Stopwatch.GetElapsedTime(began));
        }

        took.Sort();
        var (middle, high) = (took[Rounds / 2], took[(int)(Rounds * 0.95)]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32} median {middle.TotalMilliseconds,6:0} ms   95th percentile {high.TotalMilliseconds,6:0} ms   {bytes / 1024,6} kB{(high <= Most ? "" : "   TOO SLOW")}"));
        return high <= Most;
    }

    private static async Task<int> Search(HttpClient client, string body)
    {
        using var answer = await client.PostAsync(new Uri("/api/2.0/mlflow/runs/search", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }
}
