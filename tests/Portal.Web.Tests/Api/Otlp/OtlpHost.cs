using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api.Otlp;

/// <summary>One portal for these tests: a system whose version v1 may use one tool, another system, and clients that send.</summary>
public sealed class OtlpHost : IAsyncLifetime
{
    public const string Code = "AIS-0001";

    private PortalHost? _host;
    private HttpClient? _client;
    private HttpClient? _bound;

    public PortalHost Portal => _host ?? throw new InvalidOperationException("The portal was not started.");

    public HttpClient Client => _client ?? throw new InvalidOperationException("The portal was not started.");

    /// <summary>With a token for the one system alone.</summary>
    public HttpClient Bound => _bound ?? throw new InvalidOperationException("The portal was not started.");

    public Actor? Owner { get; private set; }

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        var owner = Owner = await _host.Person("Owner", Role.SystemOwner);
        _client = await _host.Client(owner);
        var (by, now) = (owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow());
        var systems = new[] { Code, "AIS-0002" }.Select(code => AiSystem.File(code, new EntryContent { Name = $"Clerk {code}" }, by, now)).ToList();
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        foreach (var system in systems)
        {
            db.Systems.Add(system);
            db.Versions.Add(ModelVersion.Declare(
                system.Id,
                new Declaration("v1", new Artefact(ArtefactKind.Agent, "clerk"), [], []) { Provenance = new Provenance { Tools = [new AllowedTool("search_policies", [])] } }, by, now));
        }

        await db.SaveChangesAsync();
        _bound = await _host.BoundClient(owner, systems[0].Id);
    }

    /// <summary>As soon as everything that came is counted.</summary>
    public async Task<PortalDb> Counted()
    {
        while (await Portal.Get<FoldTelemetry>().Run(default) > 0)
        {
            // Until nothing waits.
        }

        return await Portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        _bound?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }
}
