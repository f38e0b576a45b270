using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Shared;
using Portal.Web.Reports;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Reports;

public sealed class ReportsPageTests : BunitContext, IAsyncLifetime
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
    public async Task A_document_is_asked_for_by_its_form_and_system_and_what_is_missing_is_said_at_its_field()
    {
        _ = (await Scene.Host.Get<MakeCheckpoint>().Run(default)).Value;
        var page = Open(Scene.Owner, "reports?report=dossier");

        page.Find(".report-form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Name the system", page.Find(".report-form").TextContent, StringComparison.Ordinal), Soon);
        page.Find("#system").Change("0");
        page.Find(".report-form").Submit();

        page.WaitForAssertion(() => Assert.Contains($"Dossier of a system · {Scene.System}", page.Find(".report-jobs li").TextContent, StringComparison.Ordinal), Soon);
        Assert.DoesNotContain("Access and roles", page.Markup);
    }

    [Fact]
    public void Who_has_which_role_is_offered_to_who_may_read_it() => Assert.Contains("Access and roles", Open(Scene.Risk, "reports").Markup, StringComparison.Ordinal);

    private IRenderedComponent<ReportsPage> Open(Actor person, string address)
    {
        this.Over(Scene.Host, person);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<ReportsPage>();
        page.WaitForElement(".report-form h3", Soon);
        return page;
    }
}
