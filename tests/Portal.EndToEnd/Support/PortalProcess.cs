using System.Collections.Concurrent;
using System.Diagnostics;
using Portal.Tests.Shared;

namespace Portal.EndToEnd.Support;

/// <summary>
/// The real program as a process of its own, on a port and a data directory of its own. It can be stopped as an operator stops it,
/// killed as a power cut does, and started again on what it left.
/// </summary>
public sealed class PortalProcess : IAsyncDisposable
{
    public const string DemoPassword = "a password for the demo";
    public const string DemoToken = "a-token-for-the-demo-of-32-characters-or-more";

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopWithin = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-process-").FullName;
    private readonly string[] _arguments;
    private readonly ConcurrentQueue<string> _log = [];
    private Process? _process;

    private PortalProcess(string[] arguments) =>
        (_arguments, Address) = (arguments, new Uri($"http://127.0.0.1:{FreePort.Next()}"));

    public Uri Address { get; }

    /// <summary>The same place under this machine's name.</summary>
    public Uri AddressByName => new($"http://localhost:{Address.Port}");

    public string DataDirectory => Path.Combine(_folder, "data");

    /// <summary>What the program wrote to its terminal, over all its starts.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>How long the last start took until the portal was ready.</summary>
    public TimeSpan StartTook { get; private set; }

    public static Task<PortalProcess> StartAsync(params string[] arguments) => StartAsync(new PortalProcess(arguments));

    /// <summary>A portal with the demo's bank in it, a copy of the one that was made for all.</summary>
    public static async Task<PortalProcess> StartDemoAsync(params string[] arguments)
    {
        var portal = new PortalProcess(["--demo", .. arguments]);
        await Bank.CopyAsync(portal.DataDirectory);
        return await StartAsync(portal);
    }

    /// <summary>A portal that is not started yet.</summary>
    public static PortalProcess Of(params string[] arguments) => new(arguments);

    /// <summary>How far the portal's clock is ahead of ours, from its next start on.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>Starts without waiting for anything.</summary>
    public void Begin() => _process = Run([.. _arguments, "--urls", Address.OriginalString]);

    /// <summary>Starts on the same data and address as before and waits until the portal is ready.</summary>
    public async Task StartAgainAsync()
    {
        var began = Stopwatch.GetTimestamp();
        Begin();
        using var client = Client();
        while (!await IsReadyAsync(client))
        {
            if (Running.HasExited)
                throw new InvalidOperationException($"The portal ended with {Running.ExitCode} before it was ready:\n{Tail()}");
            if (Stopwatch.GetElapsedTime(began) > ReadyWithin)
                throw new TimeoutException($"The portal was not ready within {ReadyWithin.TotalSeconds:0} s:\n{Tail()}");
            await Task.Delay(50);
        }

        StartTook = Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Runs one of the program's commands on the same data, beside the portal or without it.</summary>
    public async Task<int> CommandAsync(params string[] arguments)
    {
        using var command = Run(arguments);
        await command.WaitForExitAsync();
        return command.ExitCode;
    }

    /// <summary>SIGKILL: nothing more is written, nothing is tidied up.</summary>
    public async Task KillAsync()
    {
        Running.Kill();
        await Running.WaitForExitAsync();
    }

    /// <summary>SIGTERM: the portal finishes what it does and ends by itself; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", Running.Id.ToString()]);
        using var patience = new CancellationTokenSource(StopWithin);
        try
        {
            await Running.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The portal did not stop within {StopWithin.TotalSeconds:0} s:\n{Tail()}");
        }

        return Running.ExitCode;
    }

    /// <summary>What the process holds in memory now, in bytes.</summary>
    public long Memory
    {
        get
        {
            Running.Refresh();
            return Running.WorkingSet64;
        }
    }

    /// <summary>A client of this portal that follows no redirect.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };

    public string Tail() => string.Join('\n', _log.TakeLast(60));

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<PortalProcess> StartAsync(PortalProcess portal)
    {
        try
        {
            await portal.StartAgainAsync();
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    private Process Running => _process ?? throw new InvalidOperationException("The portal was not started.");

    private Process Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Places.Program("Portal.Web"), .. arguments])
        {
            WorkingDirectory = Places.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Portal__DataDirectory"] = DataDirectory,
                ["Portal__Demo__Password"] = DemoPassword,
                ["Portal__Demo__ApiToken"] = DemoToken,
            },
        };
        if (Ahead > TimeSpan.Zero)
        {
            start.Environment["LD_PRELOAD"] = Places.FakeTime();
            start.Environment["FAKETIME"] = $"+{Ahead.TotalSeconds:0}s";
            start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";

            // Otherwise every wait with a limit ends at once, and the runtime takes all there is of the machine.
            start.Environment["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _log.Enqueue(line);
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
