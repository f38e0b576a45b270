using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Portal.EndToEnd.Support;

/// <summary>
/// Callers that file systems, seal versions and send telemetry all at once, and remember what the portal acknowledged. All of it
/// is beside the demo's own systems and traffic.
/// </summary>
public sealed class Load : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Insistent _caller;
    private readonly DateTimeOffset _minute;
    private readonly ConcurrentDictionary<string, string> _systems = [];
    private readonly ConcurrentDictionary<string, string> _versions = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _callers = Task.CompletedTask;
    private readonly SentTelemetry _telemetry;
    private int _acknowledged;

    private Load(Insistent caller, DateTimeOffset minute, string watched) =>
        (_caller, _minute, Watched, _telemetry) = (caller, minute, watched, new SentTelemetry(caller, watched, minute));

    /// <summary>The code of the system that versions and telemetry are of.</summary>
    public string Watched { get; }

    /// <summary>The code that was acknowledged for each name; the name is the key as well.</summary>
    public IReadOnlyDictionary<string, string> Systems => _systems;

    /// <summary>The digest of the artifact that was acknowledged for each label.</summary>
    public IReadOnlyDictionary<string, string> Versions => _versions;

    /// <summary>Rows of telemetry that were acknowledged, by their kind.</summary>
    public IReadOnlyDictionary<string, long> Rows => _telemetry.Acknowledged;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Makes the version that telemetry is about, with bins to count it into.</summary>
    public static async Task<Load> PrepareAsync(Insistent caller)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var filed = await caller.PostAsync("/api/v1/systems", "watched", () => JsonContent.Create(new { name = "Watched" }));
        var load = new Load(caller, now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMinute)), await CodeOf(filed));
        await load.SealAsync("v0");
        await load.EvaluateAsync("v0");
        return load;
    }

    public void Begin() => _callers = Task.WhenAll(
        Until("filer-a", FileAsync), Until("filer-b", FileAsync), Until("builder", SealAsync),
        Until("predictions", _telemetry.SendAsync), Until("labels", _telemetry.SendAsync), Until("calls", _telemetry.SendAsync),
        Until("feedback", _telemetry.SendAsync), Until("reviews", _telemetry.SendAsync));

    /// <summary>Returns once something more was acknowledged: the callers have found the portal.</summary>
    public async Task FlowsAsync()
    {
        var before = Acknowledged;
        await Wait.UntilAsync(Patience, "anything more was acknowledged", () => Task.FromResult(_callers.IsFaulted || Acknowledged > before));
        if (_callers.IsFaulted)
            await _callers;
    }

    /// <summary>Returns once everything that was begun is acknowledged.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _callers;
    }

    /// <summary>How many rows the portal has counted, by their kind, once it has counted all that it took.</summary>
    public Task<IReadOnlyDictionary<string, long>> CountedAsync(string dataDirectory) => _telemetry.CountedAsync(dataDirectory);

    public void Dispose() => _stop.Dispose();

    private async Task Until(string who, Func<string, Task> act)
    {
        for (var count = 0; !_stop.IsCancellationRequested; count++)
        {
            await act($"{who}-{count}");
            Interlocked.Increment(ref _acknowledged);
        }
    }

    private async Task FileAsync(string name)
    {
        using var answer = await _caller.PostAsync("/api/v1/systems", name, () => JsonContent.Create(new { name }));
        _systems[name] = await CodeOf(answer);
    }

    private async Task SealAsync(string label)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"weights of {label}\n", 5_000)));
        var sha256 = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
        using var declared = await _caller.PostAsync($"/api/v1/systems/{Watched}/versions", "version-" + label, () => JsonContent.Create(new
        {
            label,
            artefact = new { kind = "Model", name = "watched" },
            artifacts = new[] { new { name = "model.bin", size = bytes.Length, sha256 } },
            contributors = new[] { "developer@demo.example" },
        }));
        await Expect(HttpStatusCode.Created, declared);
        using var put = await _caller.PutAsync($"/api/v1/systems/{Watched}/versions/{label}/artifacts/model.bin", () => new ByteArrayContent(bytes));
        await Expect(HttpStatusCode.OK, put);
        _versions[label] = sha256;
    }

    private async Task EvaluateAsync(string label)
    {
        var rows = Enumerable.Range(0, 1_000).Select(index => new { id = $"{index}", prediction = "yes", label = "yes", features = new { amount = index } });
        using var run = await _caller.PostAsync(
            $"/api/v1/systems/{Watched}/versions/{label}/evaluations", "evaluation", () => JsonContent.Create(new { dataset = "hold-out", positive = "yes", rows }));
        await Expect(HttpStatusCode.Created, run);
        await Wait.UntilAsync(Patience, "the baseline was frozen", async () => (await SeriesAsync(label)).GetArrayLength() > 0);
    }

    private async Task<JsonElement> SeriesAsync(string label)
    {
        using var answer = await _caller.GetAsync($"/api/v1/systems/{Watched}/monitoring?version={label}&to={Uri.EscapeDataString($"{_minute.AddMinutes(2):O}")}");
        await Expect(HttpStatusCode.OK, answer);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("series");
    }

    private static async Task<string> CodeOf(HttpResponseMessage filed)
    {
        await Expect(HttpStatusCode.Created, filed);
        return (await filed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString() ?? "";
    }

    private static async Task Expect(HttpStatusCode status, HttpResponseMessage answer) =>
        Assert.True(answer.StatusCode == status, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
}
