using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Shared;
using Portal.Web.Monitoring;
using Portal.Web.Monitoring.Costs;
using Portal.Web.Tests.Support;
using Portal.Web.Work;

namespace Portal.Web.Tests.Pages;

/// <summary>A system that spends more than it may, as its owner meets it.</summary>
public sealed class OperationsPagesTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PromotionScene? _scene;

    private PromotionScene Scene => _scene ?? throw new InvalidOperationException("The scene is not set.");

    public async Task InitializeAsync()
    {
        _scene = await PromotionScene.StartAsync();
        await Scene.Version("v1");
        _ = (await Scene.Host.Get<AddPrice>().Run(Scene.Owner, new("acme", "small", "EUR", new DateOnly(2026, 1, 1), 2_000_000, null, null, 0, 1_000_000), default)).Value;
        _ = (await Scene.Host.Get<SetBudget>().Run(Scene.Owner, new(Scene.System, null, BudgetPeriod.Month, 10_000), default)).Value;
        var now = $"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss}Z";
        var calls = string.Join('\n', Enumerable.Range(0, 9).Select(i =>
            $$"""{"id":"c{{i}}","time":"{{now}}","version":"v1","model":"{{(i == 0 ? "large" : "small")}}","provider":"acme","inputTokens":1000,"outputTokens":5,"latencyMs":80,"outcome":"ok"}"""));
        _ = (await Scene.Host.Get<AcceptCalls>().Run(Scene.Developer, new(Scene.System, null, Encoding.UTF8.GetBytes(calls)), default)).Value;
        await Scene.Host.Get<MonitoringEngine>().Turn(default);
        await new JudgeBudgets(Scene.Host.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Portal.Data.PortalDb>>(), Scene.Host.Get<BudgetQueries>(), Scene.Host.Get<LiveFeed<TelemetryCounted>>(), TimeProvider.System).Turn(default);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Scene.DisposeAsync();
    }

    [Fact]
    public async Task The_alert_is_on_the_owners_desk_and_is_snoozed_and_closed_with_a_cause()
    {
        this.Over(Scene.Host, Scene.Owner);
        var list = Render<AlertsPage>();
        list.WaitForAssertion(() => Assert.Contains("160 % of the budget", list.Markup), Soon);
        Assert.Equal("AL-0001", Assert.Single((await Scene.Host.Get<DeskQueries>().Of(Scene.Owner, default)).Alerts).Code);

        var page = Render<AlertPage>(parameters => parameters.Add(alert => alert.Code, "AL-0001"));
        page.WaitForState(() => page.FindAll(".action button").Count == 4, Soon);
        await Press(page, "Snooze");
        page.Find("dialog textarea").Change("The invoice comes on Monday.");
        await page.Find("dialog form").SubmitAsync();
        Assert.Equal("Say for how long.", page.Find("dialog .field-error:not([hidden])").TextContent);
        page.Find("dialog select").Change("1");
        await page.Find("dialog form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Comes back", page.Markup), Soon);
        Assert.Empty((await Scene.Host.Get<DeskQueries>().Of(Scene.Owner, default)).Alerts);

        await Press(page, "Close");
        page.Find("dialog textarea").Change("A batch ran twice.");
        page.Find("dialog select").Change("4");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["Comment"], page.FindAll(".action button").Select(button => button.TextContent)), Soon);
        Assert.Equal(AlertCause.Change, (await Scene.Host.Get<AlertQueries>().One("AL-0001", AsOf.Now, default))?.Line.Cause);
    }

    [Fact]
    public async Task Whoever_has_no_part_in_it_reads_the_alert_and_is_offered_nothing()
    {
        this.Over(Scene.Host, Scene.LegalSeat);
        var page = Render<AlertPage>(parameters => parameters.Add(alert => alert.Code, "AL-0001"));

        page.WaitForAssertion(() => Assert.Contains("Figure and bound", page.Markup), Soon);
        Assert.Empty(page.FindAll(".action"));
        Assert.Empty((await Scene.Host.Get<DeskQueries>().Of(Scene.LegalSeat, default)).Alerts);
    }

    [Fact]
    public async Task Costs_are_shown_by_system_model_and_budget_and_what_has_no_price_gets_one()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.Over(Scene.Host, Scene.Owner);
        var page = Render<CostsPage>();
        page.WaitForAssertion(() => Assert.Contains("160 %", page.Markup), Soon);

        Services.GetRequiredService<NavigationManager>().NavigateTo("costs?tab=unpriced");
        var unpriced = Render<CostsPage>();
        unpriced.WaitForState(() => unpriced.FindAll(".acts button").Count == 1, Soon);
        Assert.Equal("large", unpriced.Find("tbody th").TextContent);
        await unpriced.Find(".acts button").ClickAsync(new());
        await unpriced.Find("dialog form").SubmitAsync();
        Assert.NotEmpty(unpriced.FindAll("dialog .field-error:not([hidden])"));
        var inputs = unpriced.FindAll("dialog input.input");
        Assert.Equal(("acme", "large"), (inputs[0].GetAttribute("value"), inputs[1].GetAttribute("value")));
        unpriced.FindAll("dialog input.input")[2].Change("4.5");
        unpriced.FindAll("dialog input.input")[3].Change("9");
        await unpriced.Find("dialog form").SubmitAsync();

        var price = (await Scene.Host.Get<CostQueries>().Prices(AsOf.Now, default))[0];
        Assert.Equal(("large", 4_500_000, 9_000_000), (price.Model, price.Input, price.Output));
    }

    [Fact]
    public async Task A_budget_is_set_by_whoever_owns_the_system_and_refused_by_field()
    {
        this.Over(Scene.Host, Scene.Owner);
        var dialog = Render<SetBudgetDialog>(parameters => parameters.Add(one => one.Open, true).Add(one => one.Departments, ["Retail lending"]));

        await dialog.Find("form").SubmitAsync();
        Assert.NotEmpty(dialog.FindAll(".field-error:not([hidden])"));
        dialog.FindAll("input.input")[0].Change(Scene.System);
        dialog.Find("select").Change("0");
        dialog.FindAll("input.input")[1].Change("12.50");
        await dialog.Find("form").SubmitAsync();

        Assert.Contains((await Scene.Host.Get<BudgetQueries>().All(AsOf.Now, default)), use => use.Budget is { Period: BudgetPeriod.Day, Micros: 12_500_000 });
    }

    [Fact]
    public async Task A_kpi_is_set_over_http_and_stands_in_the_system_with_whether_it_is_met()
    {
        using var client = await Scene.Host.Client(Scene.Owner);
        using var set = await client.PostAsJsonAsync("/api/v1/kpis", new { system = Scene.System, name = "Within a day", target = 90, direction = "AtLeast", objective = "Answers at once", unit = "%", readings = new[] { new { day = "2026-01-31", value = 88.5 } } });
        using var wrong = await client.PostAsync("/api/v1/kpis", new StringContent($$"""{"system":"{{Scene.System}}","name":"x","readings":[null]}""", Encoding.UTF8, "application/json"));
        using var nobody = await client.PostAsJsonAsync("/api/v1/kpis", new { system = Scene.System, name = "x", owner = "nobody@example.org" });
        var kpi = await set.Content.ReadFromJsonAsync<JsonElement>();
        using var read = await client.PostAsJsonAsync($"/api/v1/kpis/{kpi.GetProperty("id").GetString()}/readings", new { readings = new[] { new { day = "2026-02-28", value = 91 } } });
        var list = await client.GetFromJsonAsync<JsonElement>($"/api/v1/kpis?system={Scene.System}");
        this.Over(Scene.Host, Scene.Owner);
        var page = Render<MonitoringKpis>(parameters => parameters.Add(kpis => kpis.Code, Scene.System));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Created], new[] { set, wrong, nobody, read }.Select(answer => answer.StatusCode));
        Assert.False(kpi.GetProperty("met").GetBoolean());
        Assert.True(list.GetProperty("items")[0].GetProperty("met").GetBoolean());
        page.WaitForAssertion(() => Assert.Equal("Met", page.Find("td .verdict").TextContent), Soon);
    }

    private static Task Press<T>(IRenderedComponent<T> page, string button) where T : IComponent =>
        page.FindAll(".action button").First(one => one.TextContent == button).ClickAsync(new());
}
