using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Tracking;
using Portal.Tracking.Registered;
using Portal.Web.ModelRegistry.Tracking;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

public sealed class TrackingPagesTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PromotionScene? _scene;

    private PromotionScene Scene => _scene ?? throw new InvalidOperationException("The scene is not set.");

    public async Task InitializeAsync() => _scene = await PromotionScene.StartAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Scene.DisposeAsync();
    }

    [Fact]
    public async Task Chosen_runs_are_drawn_over_their_steps_and_the_others_can_be_added()
    {
        var (first, second) = (await Run("first", 0.9, 0.4), await Run("second", 0.8, 0.2));
        this.Over(Scene.Host, Scene.Owner);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/models/experiments?run={first}");

        var page = Render<ExperimentsPage>();
        page.WaitForState(() => page.FindAll("tbody tr").Count == 2, Soon);

        Assert.Single(page.FindAll(".step-plot path"));
        Assert.Equal("loss over steps: first ends at 0.4.", page.Find(".step-plot").GetAttribute("aria-label"));
        Assert.Contains($"run={first}&run={second}", page.Find($"[aria-label='Compare second']").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_are_narrowed_to_those_of_a_system()
    {
        await Run("with", 1, 1, new TextPair("portal.system", Scene.System));
        await Run("without", 1, 1);
        this.Over(Scene.Host, Scene.Owner);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/models/experiments?system={Scene.System}");

        var page = Render<ExperimentsPage>();
        page.WaitForState(() => page.FindAll("tbody tr").Count > 0, Soon);

        Assert.Contains("with", Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_claims_a_model_for_a_system_of_theirs()
    {
        _ = (await Scene.Host.Get<RegisterModel>().Run(Scene.Owner, new("stray", "", []), default)).Value;
        _ = (await Scene.Host.Get<RegisterModelVersion>().Run(Scene.Owner, new("stray", "s3://bucket/model", null, "", []), default)).Value;
        this.Over(Scene.Host, Scene.Owner);

        var page = Render<RegisteredPage>();
        page.WaitForState(() => page.FindAll("tbody button").Count == 1, Soon);
        page.Find("tbody button").Click();
        page.Find("select").Change("0");
        page.Find(".dialog-foot .primary").Click();
        page.WaitForState(() => page.FindAll("tbody button").Count == 0, Soon);

        Assert.NotNull(await Scene.Host.Get<VersionQueries>().One(Scene.System, "stray-1", default));
    }

    private async Task<TrackedId> Run(string name, double from, double to, params TextPair[] tags)
    {
        var run = (await Scene.Host.Get<StartRun>().Run(Scene.Owner, new(0, name, "", null, tags), default)).Value;
        _ = (await Scene.Host.Get<LogToRun>().Run(Scene.Owner, new(run, [new("loss", from, 1, 0), new("loss", to, 2, 1)], [], []), default)).Value;
        return run;
    }
}
