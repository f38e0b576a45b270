using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Hosting;

namespace Portal.Benchmarks;

/// <summary>A register of a large organisation after years, on SQLite: how long the list takes over HTTP and in the page, by every way of asking.</summary>
internal static class RegisterLoad
{
    private const int Rounds = 40;
    private const string Secret = "a-token-for-the-load-of-the-register";
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(150);

    private static readonly string[] Addresses =
    [
        "", "?page=150&size=50", "?tier=High", "?kind=Generative&tier=Medium", "?q=credit", "?q=claims&tier=High&sort=name", "?sort=-tier&page=20", "?sort=-stage", "?q=owner%207&sort=-changed", "?stage=Proposed&sort=department",
    ];

    public static async Task<int> Run(int systems)
    {
        var folder = Directory.CreateTempSubdirectory("portal-register-load-").FullName;
        try
        {
            var arguments = Arguments.Parse(["--urls", "http://127.0.0.1:0", "--Portal:DataDirectory", folder, "--Portal:Tokens:RequestsPerMinute", "1000000", "--Logging:LogLevel:Default", "Warning"]);
            await using var app = PortalApp.Build(arguments);
            await Startup.Prepare(app, arguments);
            await app.StartAsync();
            var holds = await Measure(app, systems);
            await app.StopAsync();
            return holds ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(WebApplication app, int systems)
    {
        var services = app.Services;
        var began = Stopwatch.GetTimestamp();
        var owners = await RegisterFill.Fill(services.GetRequiredService<IDbContextFactory<PortalDb>>(), systems);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{systems} systems with {systems * RegisterFill.RevisionsEach} revisions written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));

        _ = (await services.GetRequiredService<AdmitToken>().Run(Actor.System("load"), new(owners[0], Secret, "Load"), default)).Value;
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);

        var holds = true;
        foreach (var address in Addresses)
            holds &= await Timed($"GET /systems{address}", async () => _ = await client.GetByteArrayAsync($"/api/v1/systems{address}"));

        var register = services.GetRequiredService<RegisterQueries>();
        foreach (var (filter, order) in Pages())
            holds &= await Timed($"page, {filter.Text ?? "all"} by {order.By}", async () =>
            {
                _ = await register.List(filter, order, new PageRequest(1, 50), AsOf.Now, default);
                _ = await register.Counts(AsOf.Now, default);
            });
        return holds & await RegisterExport.Measure(services, owners[0]);
    }

    private static IEnumerable<(SystemFilter Filter, SystemOrder Order)> Pages() =>
        from text in new[] { null, "credit" }
        from column in Enum.GetValues<SystemColumn>()
        select (new SystemFilter(text), new SystemOrder(column, SortDirection.Descending));

    private static async Task<bool> Timed(string what, Func<Task> act)
    {
        for (var warm = 0; warm < 3; warm++)
            await act();
        List<TimeSpan> took = [];
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await act();
            took.Add(Stopwatch.GetElapsedTime(began));
        }

        took.Sort();
        var late = took[Rounds * 95 / 100];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-52}{took[Rounds / 2].TotalMilliseconds,8:0.0} ms median {late.TotalMilliseconds,8:0.0} ms at 95 of 100{(late > Most ? "  TOO SLOW" : "")}"));
        return late <= Most;
    }
}
