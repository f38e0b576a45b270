using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Benchmarks.Circuits;

/// <summary>
/// Many open walls on one portal, which runs in a process of its own with the demo's bank: a row is sent every two seconds to a system
/// that has few, and each wall must show its count. Measured are the time from sending to each wall's batch, and the portal's memory.
/// </summary>
internal static partial class CircuitsLoad
{
    private const string Password = "a-password-for-the-load";
    private const string Token = "a-token-for-the-load-of-the-circuits-of-the-wall";
    /// <summary>One person may have sixty open pages.</summary>
    private static readonly string[] Accounts = ["owner", "owner2", "risk", "tech", "auditor"];

    private const string System = "AIS-0005";
    private const string Version = "2026.2";
    private const double P95 = 0.95;
    private const double MostMegabytes = 1536;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    public static async Task<int> Run(int circuits, TimeSpan duration)
    {
        var folder = Directory.CreateTempSubdirectory("portal-circuits-load-").FullName;
        var address = new Uri($"http://localhost:{FreePort()}/");
        using var portal = Start(address, folder);
        try
        {
            await Ready(address, portal);
            return await Measure(address, portal, circuits, duration) ? 0 : 1;
        }
        finally
        {
            portal.Kill(entireProcessTree: true);
            await portal.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(Uri address, Process portal, int circuits, TimeSpan duration)
    {
        List<(HttpClient Browser, CookieContainer Cookies)> people = [];
        foreach (var account in Accounts)
        {
            var cookies = new CookieContainer();
            var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = address };
            await SignIn(browser, account);
            people.Add((browser, cookies));
        }

        var page = new Uri(address, "monitoring");
        var seen = new ConcurrentDictionary<(int Circuit, int Rows), long>();
        var open = new List<Circuit>();
        Say($"portal before, MB: {Megabytes(portal):N0}");
        for (var at = 0; at < circuits; at++)
        {
            var number = at;
            var (browser, cookies) = people[at % people.Count];
            var circuit = new Circuit(page, cookies, batch => See(seen, number, batch));
            await circuit.Open(browser, Patience);
            open.Add(circuit);
        }

        Say($"{open.Count} circuits are open, MB: {Megabytes(portal):N0}");
        var sent = await SendRows(address, duration);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var memory = Megabytes(portal);
        var delays = Delays(sent, seen, circuits, out var missed);
        var broken = open.Count(circuit => circuit.Fault is not null);
        foreach (var circuit in open)
            await circuit.DisposeAsync();
        foreach (var (browser, _) in people)
            browser.Dispose();

        Say($"after {duration.TotalMinutes:0.#} minutes, MB: {memory:N0}");
        Say($"{sent.Count} rows × {circuits} walls: median {Quantile(delays, 0.5):0} ms, 95th percentile {Quantile(delays, P95):0} ms, longest {Quantile(delays, 1):0} ms; {missed} never shown, {broken} circuits broke");
        return broken == 0 && missed == 0 && memory < MostMegabytes && Quantile(delays, P95) <= Most.TotalMilliseconds;
    }

    /// <summary>The wall says "17 rows, too few" of a system with so many.</summary>
    private static void See(ConcurrentDictionary<(int, int), long> seen, int circuit, ReadOnlyMemory<byte> batch)
    {
        if (batch.Span.IndexOf(" rows, too few"u8) < 0)
            return;

        foreach (Match match in Rows().Matches(Encoding.UTF8.GetString(batch.Span)))
            seen.TryAdd((circuit, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)), Stopwatch.GetTimestamp());
    }

    private static async Task<IReadOnlyList<long>> SendRows(Uri address, TimeSpan duration)
    {
        using var sender = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        List<long> sent = [];
        using var timer = new PeriodicTimer(Pace);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < duration; await timer.WaitForNextTickAsync())
        {
            var row = $$"""{"id":"load-{{sent.Count}}","time":"{{TimeProvider.System.GetUtcNow().UtcDateTime:O}}","version":"{{Version}}","features":{"drawn_last_week":24000,"place":"branch"},"prediction":"enough"}""";
            sent.Add(Stopwatch.GetTimestamp());
            using var answer = await sender.PostAsync($"api/v1/telemetry/predictions?system={System}", new StringContent(row));
            answer.EnsureSuccessStatusCode();
        }

        return sent;
    }

    /// <summary>A wall that shows a later count has shown the row too.</summary>
    private static List<double> Delays(IReadOnlyList<long> sent, ConcurrentDictionary<(int Circuit, int Rows), long> seen, int circuits, out int missed)
    {
        List<double> delays = [];
        missed = 0;
        var byCircuit = seen.ToLookup(one => one.Key.Circuit, one => (one.Key.Rows, At: one.Value));
        for (var circuit = 0; circuit < circuits; circuit++)
        {
            for (var row = 0; row < sent.Count; row++)
            {
                var shown = byCircuit[circuit].Where(one => one.Rows > row).Select(one => (long?)one.At).Min();
                if (shown is { } at) delays.Add(Stopwatch.GetElapsedTime(sent[row], at).TotalMilliseconds);
                else missed++;
            }
        }

        delays.Sort();
        return delays;
    }

    private static async Task SignIn(HttpClient browser, string account)
    {
        var form = await browser.GetStringAsync("account/login");
        var fields = Hidden().Matches(form).Select(match => KeyValuePair.Create(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)))
            .Append(KeyValuePair.Create("Input.Email", $"{account}@demo.example")).Append(KeyValuePair.Create("Input.Password", Password));
        using var answer = await browser.PostAsync("account/login", new FormUrlEncodedContent(fields));
        if (answer.RequestMessage?.RequestUri?.AbsolutePath.StartsWith("/account/login", StringComparison.Ordinal) != false)
            throw new InvalidOperationException("Could not sign in.");
    }

    private static Process Start(Uri address, string folder)
    {
        var assembly = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../src/Portal.Web/bin/Release/net10.0/Portal.Web.dll"));
        var start = new ProcessStartInfo("dotnet", [assembly, "--demo", "--urls", address.ToString().TrimEnd('/')]) { WorkingDirectory = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../src/Portal.Web")) };
        start.Environment["Portal__DataDirectory"] = folder;
        start.Environment["Portal__Demo__Password"] = Password;
        start.Environment["Portal__Demo__ApiToken"] = Token;
        start.Environment["Logging__LogLevel__Default"] = "Error";
        return Process.Start(start) ?? throw new InvalidOperationException("The portal did not start.");
    }

    private static async Task Ready(Uri address, Process portal)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(500))
        {
            if (portal.HasExited)
                throw new InvalidOperationException("The portal has stopped.");

            try
            {
                using var answer = await client.GetAsync("health/ready");
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }

        throw new TimeoutException("The portal was not ready in time.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Megabytes(Process portal)
    {
        portal.Refresh();
        return portal.WorkingSet64 / 1048576.0;
    }

    private static double Quantile(List<double> sorted, double p) => sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(p * sorted.Count) - 1)];

    private static void Say(string words) => Console.WriteLine(words);

    [GeneratedRegex("([0-9]+) rows, too few")]
    private static partial Regex Rows();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
