using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Register;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

public sealed class ReadinessCardTests : BunitContext, IAsyncLifetime
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
    public void What_lacks_comes_first_and_leads_to_where_it_is_mended()
    {
        var page = Open(Scene.Owner);

        Assert.Equal(
            ["Sealed version", "Accuracy", "Recall", "Validation report", "Model card", "Basic monitoring, live", "Tier confirmed", "Review not overdue"],
            page.FindAll(".readiness tbody th").Take(8).Select(name => name.TextContent));
        Assert.Equal($"register/{Scene.System}?tab=versions", page.Find(".readiness tbody th a").GetAttribute("href"));
        Assert.Contains("6 of 13 lack", page.Find("#readiness header").TextContent);
    }

    [Fact]
    public async Task Once_the_gate_passes_its_checks_lead_to_the_version()
    {
        await Scene.Version("v1");

        var page = Open(Scene.Owner);

        var accuracy = page.FindAll(".readiness tbody tr").Single(row => row.QuerySelector("th")?.TextContent == "Accuracy");
        Assert.Equal($"register/{Scene.System}/versions/v1", accuracy.QuerySelector("a")?.GetAttribute("href"));
        Assert.Contains("over 500 rows", accuracy.TextContent);
        Assert.Contains("Met", accuracy.TextContent);
    }

    [Fact]
    public void Who_writes_the_entry_is_led_to_its_fields() => Assert.Equal($"register/{Scene.System}/edit?step=use#fallback", LinkOf(Open(Scene.Owner), "Fall-back declared"));

    [Fact]
    public void Others_are_led_to_what_the_entry_says() => Assert.Equal($"register/{Scene.System}?tab=use", LinkOf(Open(Scene.Validator), "Fall-back declared"));

    [Fact]
    public void Nobody_but_an_administrator_is_led_to_the_seats() => Assert.Null(LinkOf(Open(Scene.Owner), "Approval can be completed"));

    [Fact]
    public async Task An_administrator_is_led_to_the_seats() => Assert.Equal("settings/seats", LinkOf(Open(await Scene.Host.Person("Admin", Role.Administrator)), "Approval can be completed"));

    [Fact]
    public void What_no_check_looks_at_stands_apart_and_is_not_called_met()
    {
        var page = Open(Scene.Owner);

        Assert.Contains("Bias testing", page.Find(".unchecked").TextContent);
        Assert.DoesNotContain("Bias testing", page.Find(".readiness").TextContent);
    }

    [Fact]
    public void Maturity_stands_beside_its_target() => Assert.Contains("Maturity 0 · manual", Open(Scene.Owner).Find(".maturity").TextContent);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    public async Task Readiness_is_of_today_alone(int days, int cards)
    {
        this.Over(Scene.Host, Scene.Owner);
        var day = Calendar.Text(Scene.Host.Get<Calendar>().Today.AddDays(days));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"register/{Scene.System}?asOf={day}");
        var entry = await Scene.Host.Get<RegisterQueries>().Entry(Scene.System, AsOf.Now, default) ?? throw new InvalidOperationException("There is no such entry.");

        var tab = Render<OverviewTab>(parameters => parameters.Add(tab => tab.Entry, entry).Add(tab => tab.Me, Scene.Owner));

        Assert.Equal(cards, tab.FindAll("#readiness").Count);
    }

    private static string? LinkOf(IRenderedComponent<EntryPage> page, string name) =>
        page.FindAll(".readiness tbody th").Single(cell => cell.TextContent == name).QuerySelector("a")?.GetAttribute("href");

    private IRenderedComponent<EntryPage> Open(Actor reader)
    {
        this.Over(Scene.Host, reader);
        var page = Render<EntryPage>(parameters => parameters.Add(entry => entry.Code, Scene.System));
        page.WaitForElement(".readiness", Soon);
        return page;
    }
}
