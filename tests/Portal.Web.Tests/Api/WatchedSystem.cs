using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api;

/// <summary>A portal with one system, AIS-0001, whose version v1 has a frozen baseline of one feature.</summary>
public abstract class WatchedSystem : IAsyncLifetime
{
    protected const string Predictions = "/api/v1/telemetry/predictions?system=AIS-0001";

    protected PortalHost Host { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected VersionId Version { get; private set; }

    public async Task InitializeAsync()
    {
        Host = await PortalHost.StartAsync();
        var owner = await Host.Person("Owner", Role.SystemOwner);
        Client = await Host.Client(owner);
        await using var db = await Host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        var (by, now) = (owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow());
        var system = AiSystem.File("AIS-0001", new EntryContent { Name = "Credit scoring" }, by, now);
        var version = ModelVersion.Declare(system.Id, new Declaration("v1", new Artefact(ArtefactKind.Model, "scorecard"), [], []), by, now);
        db.Systems.Add(system);
        db.Versions.Add(version);
        await db.SaveChangesAsync();
        Version = version.Id;
        await Freeze(system.Id);
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    protected async Task<HttpStatusCode> Answer(string kind, string rows)
    {
        using var answer = await Client.PostAsync($"/api/v1/telemetry/{kind}?system=AIS-0001", Json(rows));
        return answer.StatusCode;
    }

    protected async Task<HttpStatusCode> Send(HttpContent content, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Predictions) { Content = content };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await Client.SendAsync(request);
        return answer.StatusCode;
    }

    protected async Task<long> Counted()
    {
        await Host.Get<MonitoringEngine>().Turn(default);
        await using var db = await Host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        return await db.TelemetryWindows.SumAsync(window => window.Rows);
    }

    protected static string Rows(int count) => Rows(count, TimeProvider.System.GetUtcNow(), moved: 0);

    protected static string Rows(int count, DateTimeOffset now, int moved)
    {
        return "[" + string.Join(',', Enumerable.Range(0, count).Select(i =>
            $$"""{"id":"r{{i}}","time":"{{now:yyyy-MM-ddTHH:mm}}:00Z","version":"v1","features":{"income":{{(i * 7919 % 1000) + moved}}},"prediction":"approve"}""")) + "]";
    }

    protected static string Together(string rows, string more) => rows[..^1] + "," + more[1..];

    protected static StringContent Json(string rows) => new(rows, Encoding.UTF8, "application/json");

    private async Task Freeze(SystemId system)
    {
        var bytes = new ArrayBufferWriter<byte>();
        EvaluationRows.Write(bytes, Enumerable.Range(0, 1000).Select(i => new EvaluationRow($"{i}", "approve", "approve", new Dictionary<string, FeatureValue> { ["income"] = FeatureValue.Of(i) })));
        var digest = await Host.Get<BlobStore>().PutAsync(bytes.WrittenMemory, default);
        foreach (var reaction in Host.Services.GetServices<IReaction<BaselineMade>>())
            await reaction.React(new BaselineMade(system, Version, digest), default);
    }
}
