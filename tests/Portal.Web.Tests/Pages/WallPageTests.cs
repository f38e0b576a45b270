using System.Text;
using Bunit;
using Portal.Accounts;
using Portal.Monitoring;
using Portal.Monitoring.Wall;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Web.Monitoring;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

public sealed class WallPageTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PortalHost? _host;

    private PortalHost Host => _host ?? throw new InvalidOperationException("The portal is not started.");

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_wall_says_what_belongs_there_and_what_sends_unfiled_is_claimed_or_dismissed_by_whoever_may()
    {
        var owner = await Host.Person("Owner", Role.SystemOwner);
        this.Over(Host, owner);
        var empty = Render<MonitoringWall>();
        empty.WaitForAssertion(() => Assert.Contains("Nothing is watched yet", empty.Markup), Soon);

        await Host.Get<AcceptPredictions>().Run(await Host.Person("Developer", Role.Developer), new("churn-scorer", null, Row), default);
        await Host.Get<WallBoard>().SwapWhole(default);
        var page = Render<MonitoringWall>();
        page.WaitForAssertion(() => Assert.Equal("churn-scorer", page.Find(".card.trouble .feature-link").TextContent), Soon);
        Assert.Equal(["Claim"], page.FindAll(".card.trouble .acts button").Select(button => button.TextContent));
        await page.Find(".card.trouble .acts button").ClickAsync(new());
        page.Find("dialog input").Change("AIS-0042");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("AIS-0042", page.Find("dialog .field-error:not([hidden])").TextContent), Soon);
    }

    [Fact]
    public async Task Who_closes_findings_dismisses_what_is_no_system()
    {
        var risk = await Host.Person("Risk", Role.RiskManager);
        this.Over(Host, risk);
        await Host.Get<AcceptPredictions>().Run(await Host.Person("Developer", Role.Developer), new("churn-scorer", null, Row), default);
        var page = Render<MonitoringWall>();
        page.WaitForState(() => page.FindAll(".acts button").Count == 1, Soon);

        await page.Find(".acts button").ClickAsync(new());
        page.Find("dialog textarea").Change("Somebody tried the example of the manual.");
        await page.Find("dialog form").SubmitAsync();

        Assert.Empty(await Host.Get<QuarantineQueries>().All(default));
    }

    [Theory]
    [InlineData(AlertSeverity.Serious, "Over budget", "fail")]
    [InlineData(AlertSeverity.Warning, "Near budget", "warn")]
    [InlineData(null, "Calm", "pass")]
    public void What_spends_too_much_is_not_called_calm_while_its_alert_is_to_come(AlertSeverity? spends, string words, string css)
    {
        var version = new WatchedVersion(SystemId.New(DateTimeOffset.UnixEpoch), "AIS-0006", "Code assistant", RiskTier.Medium, VersionId.New(DateTimeOffset.UnixEpoch), "review-3", Stage.Staging, null, new DriftLevels(0.1, 0.25));
        var system = new WallSystem(new WallLine(version, WatchState.Calm, null, null, []), Trail.None, new WallFigures(null, null, new WallSpend(1, null, null, spends)));

        var row = Render<CalmRow>(parameters => parameters.Add(one => one.System, system));

        Assert.Equal((words, $"verdict {css}"), (row.Find("td:last-child .verdict").TextContent, row.Find("td:last-child .verdict").ClassName));
    }

    private static byte[] Row => Encoding.UTF8.GetBytes($$"""{"id":"1","time":"{{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss}}Z","version":"1","features":{"a":1},"prediction":"yes"}""");
}
