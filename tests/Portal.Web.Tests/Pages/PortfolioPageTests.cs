using Bunit;
using Portal.Findings;
using Portal.Web.Assurance;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

public sealed class PortfolioPageTests : BunitContext, IAsyncLifetime
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
    public async Task Everybody_reads_the_limits_with_what_is_exceeded_first_and_on_what_it_rests()
    {
        var promotion = await Scene.InReview();
        await Scene.Approve(promotion);
        await Scene.Apply(promotion);
        var due = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20);
        foreach (var title in new[] { "One", "Two", "Three", "Four" })
            _ = (await Scene.Host.Get<RaiseFinding>().Run(Scene.Risk, new(Scene.System, FindingSource.Audit, FindingSeverity.Severe, title, "Mend it.", Scene.Owner.Person.GetValueOrDefault(), due), default)).Value;

        var page = Open();

        Assert.Equal("1 of 1 published system is live: in Pilot or Production.", page.Find(".lead").TextContent);
        var first = page.Find("#limits tbody tr");
        Assert.StartsWith("Open severe findings", first.QuerySelector("th")?.TextContent);
        Assert.Contains("Exceeded", first.TextContent);
        Assert.StartsWith("findings?", first.QuerySelector("td a")?.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_department_leads_to_its_live_systems_in_the_register()
    {
        var page = Open();

        Assert.Equal("register?department=Retail%20lending&stage=Pilot&stage=Production", page.Find("#by-department tbody a").GetAttribute("href"));
        Assert.Contains("0 of 1 published system are live", page.Find(".lead").TextContent);
    }

    [Fact]
    public void How_the_base_model_is_found_is_said() => Assert.Contains("No entry names its base model.", Open().Find("#by-basemodel footer").TextContent);

    private IRenderedComponent<PortfolioPage> Open()
    {
        this.Over(Scene.Host, Scene.Validator);
        var page = Render<PortfolioPage>();
        page.WaitForElement("#limits", Soon);
        return page;
    }
}
