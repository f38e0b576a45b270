using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Monitoring;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

/// <summary>The page of a system: empty, full and in trouble.</summary>
public sealed class SystemMonitoringTests : BunitContext, IAsyncLifetime
{
    private const string Code = "AIS-0001";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PortalHost? _host;
    private Actor? _owner;
    private SystemId _system;
    private VersionId _version;

    private PortalHost Host => _host ?? throw new InvalidOperationException("The portal does not run.");

    private Actor Owner => _owner ?? throw new InvalidOperationException("There is no owner.");

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await Host.Person("Owner", Role.SystemOwner);
        await using var db = await Host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        var (by, now) = (Owner.Person.GetValueOrDefault(), TimeProvider.System.GetUtcNow());
        var system = AiSystem.File(Code, new EntryContent { Name = "Credit scoring" }, by, now);
        var version = ModelVersion.Declare(system.Id, new Declaration("v1", new Artefact(ArtefactKind.Model, "scorecard"), [], []), by, now);
        db.Systems.Add(system);
        db.Versions.Add(version);
        await db.SaveChangesAsync();
        (_system, _version) = (system.Id, version.Id);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Host.DisposeAsync();
    }

    [Fact]
    public void Empty_it_says_what_belongs_there_and_how_to_send_it()
    {
        var page = Open();

        Assert.Equal("Credit scoring", page.Find("h1").TextContent);
        Assert.Contains("No row has come in the last hour", page.Markup);
        Assert.Contains("/api/v1/telemetry/predictions?system=AIS-0001", page.Find(".send-example").TextContent);
        Assert.Empty(page.FindAll(".chart-grid .card"));
        Assert.Contains("v1 has no baseline and sends no rows.", page.Find(".headline").TextContent);
    }

    [Fact]
    public async Task What_comes_is_drawn_where_it_has_data_and_what_has_moved_is_said_in_a_sentence()
    {
        await Freeze();
        await Send(moved: 600);

        var page = Open();

        Assert.Equal("Serious", page.Find(".headline .verdict").TextContent);
        Assert.Matches("income moved up by [12].[0-9] sd since training: PSI [0-9.]+ over the last hour, n = 500.", page.Find(".headline").TextContent);
        Assert.Contains("Usual for the season: not known", page.Find(".headline").TextContent);
        var drawn = page.FindAll(".chart-grid h2").Select(title => title.TextContent).ToList();
        Assert.Equal(["PSI by feature", "Score drift", "Volume", "Latency", "Share of versions"], drawn);
        var lacking = page.FindAll(".lacking dt").Select(title => title.TextContent).ToList();
        Assert.Contains("Quality", lacking);
        Assert.Empty(lacking.Intersect(drawn));
        Assert.Equal(["income", "prediction"], page.FindAll(".heat-names a").Select(name => name.TextContent));
    }

    [Fact]
    public async Task Another_stretch_and_what_it_is_compared_with_stand_in_the_address()
    {
        await Freeze();
        await Send(moved: 0);

        var page = Open("?range=7d&with=before&feature=income");

        Assert.Equal("7 d", page.Find(".view-bar [aria-current=true]").TextContent);
        Assert.Equal("monitoring/AIS-0001?range=24h&feature=income&with=before", page.FindAll(".view-bar .segments a")[1].GetAttribute("href"));
        Assert.Contains("last 7 d", page.Find(".distribution-key").TextContent);
        Assert.Contains(page.FindAll("h2"), title => title.TextContent == "Side by side");
        Assert.Contains("Between them", page.Markup);
    }

    [Fact]
    public void A_version_that_is_not_there_is_said_and_leads_back()
    {
        var page = Open("?version=v9");

        Assert.Contains("AIS-0001 has no version v9", page.Markup);
        Assert.Equal("monitoring", page.Find(".state a").GetAttribute("href"));
    }

    private IRenderedComponent<SystemMonitoring> Open(string query = "")
    {
        this.Over(Host, Owner);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"monitoring/{Code}{query}");
        var page = Render<SystemMonitoring>(parameters => parameters.Add(one => one.Code, Code));
        page.WaitForElement(".headline, .state", Soon);
        return page;
    }

    private async Task Freeze()
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        EvaluationRows.Write(bytes, Enumerable.Range(0, 1000).Select(i => new EvaluationRow($"{i}", "approve", "approve", new Dictionary<string, FeatureValue> { ["income"] = FeatureValue.Of(i) })));
        var digest = await Host.Get<BlobStore>().PutAsync(bytes.WrittenMemory, default);
        foreach (var reaction in Host.Services.GetServices<IReaction<BaselineMade>>())
            await reaction.React(new BaselineMade(_system, _version, digest), default);
    }

    private async Task Send(int moved)
    {
        var now = TimeProvider.System.GetUtcNow();
        var rows = string.Join('\n', Enumerable.Range(0, 500).Select(i =>
            $$"""{"id":"r{{i}}","time":"{{now:yyyy-MM-ddTHH:mm}}:00Z","version":"v1","features":{"income":{{(i * 7919 % 1000) + moved}}},"prediction":"approve","latencyMs":{{20 + (i % 50)}}}"""));
        _ = (await Host.Get<AcceptPredictions>().Run(Owner, new(Code, null, Encoding.UTF8.GetBytes(rows)), default)).Value;
        await Host.Get<MonitoringEngine>().Turn(default);
    }
}
