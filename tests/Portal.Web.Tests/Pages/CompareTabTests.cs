using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Evaluation;
using Portal.Evaluation.Templates;
using Portal.Lineage;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Evaluation;
using Portal.Web.Evaluation.Suites;
using Portal.Web.ModelRegistry.VersionTabs;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

/// <summary>Two versions side by side, and the data and documents behind them.</summary>
public sealed class CompareTabTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PromotionScene? _scene;

    private PromotionScene Scene => _scene ?? throw new InvalidOperationException("The scene is not set.");

    public async Task InitializeAsync()
    {
        _scene = await PromotionScene.StartAsync();
        await Scene.Version("v1");
        await Scene.Version("v2", share: 0.95);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Scene.DisposeAsync();
    }

    [Fact]
    public async Task Without_times_and_costs_it_is_said_where_they_come_from()
    {
        var page = await Open();

        Assert.Contains("No version of AIS-0001 with a figure of quality has one of time or cost.", page.Markup);
        Assert.Contains("kind=Load", page.Markup);
        Assert.Contains("Neither has a card", page.Markup);
    }

    [Fact]
    public async Task Versions_stand_by_quality_and_price_with_the_runs_that_say_so()
    {
        await Report("v1", 90, 300);
        await Report("v2", 120, 280);

        var page = await Open();

        var plots = JSInterop.Invocations.Where(call => call.Identifier == "create").ToList();
        Assert.Equal(2, plots.Count);
        var rows = page.FindAll(".trade-off + table tbody tr").Select(row => row.TextContent).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains("120 ms", rows[0]);
        Assert.Contains("0.00028", rows[0]);
        Assert.Contains("reported, run 2", rows[0]);
        Assert.Contains("hold-out, run 1", rows[1]);
    }

    [Fact]
    public async Task Sections_of_the_cards_that_differ_stand_open_and_those_alike_are_closed()
    {
        await Write("v1", "Both say this.", "The old limits.");
        await Write("v2", "Both say this.", "The new limits.");

        var page = await Open();

        var open = page.FindAll("details.compared-section").ToDictionary(part => part.QuerySelector("h3")!.TextContent, part => part.HasAttribute("open"));
        Assert.True(open["Limitations and failure modes"]);
        Assert.False(open["Overview"]);
        Assert.Contains("<del>old</del><ins>new</ins>", page.Markup.Replace("<!--!-->", "", StringComparison.Ordinal).Replace(" <", "<", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "0.900")]
    [InlineData("?asOf=yesterday", "No such run")]
    public void Of_a_past_day_a_run_is_what_it_is_or_had_not_come(string query, string seen)
    {
        Services.AddSingleton(Scene.Host.Get<EvaluationQueries>());
        Prepare(Scene.Developer);
        var yesterday = Calendar.Text(Scene.Host.Get<Calendar>().Today.AddDays(-1));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"register/{Scene.System}/versions/v1/runs/1{query.Replace("yesterday", yesterday, StringComparison.Ordinal)}");

        var page = Render<RunPage>(parameters => parameters.Add(one => one.Code, Scene.System).Add(one => one.Label, "v1").Add(one => one.Number, 1));

        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Soon);
        Assert.Contains(seen, page.Markup);
    }

    [Fact]
    public async Task A_template_is_a_file_and_the_gate_leads_to_it()
    {
        using var client = await Scene.Host.Client(Scene.Developer);

        using var answer = await client.GetAsync($"/api/v1/systems/{Scene.System}/versions/v1/documents/template?kind=AssuranceCase");

        Assert.Equal("text/markdown", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{Scene.System}-v1-AssuranceCase.md", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.StartsWith("# Assurance case: ", await answer.Content.ReadAsStringAsync());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/systems/{Scene.System}/versions/v9/documents/template?kind=AssuranceCase")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await client.GetAsync($"/api/v1/systems/{Scene.System}/versions/v1/documents/template?kind=Novel")).StatusCode);
    }

    [Fact]
    public async Task A_data_set_is_registered_in_a_dialog_that_names_what_is_wrong()
    {
        Prepare(Scene.Developer);
        var closed = false;
        var dialog = Render<RegisterDatasetDialog>(parameters => parameters.Add(one => one.Open, true).Add(one => one.OnClose, () => closed = true));

        await dialog.Find("form").SubmitAsync();
        dialog.WaitForAssertion(() => Assert.Contains("64 hexadecimal digits.", dialog.Find("[aria-invalid=true]").ParentElement?.TextContent ?? ""), Soon);
        var fields = dialog.FindAll("input.input, textarea.input");
        await fields[0].ChangeAsync(new() { Value = "Loans" });
        await dialog.FindAll("input.input, textarea.input")[2].ChangeAsync(new() { Value = new string('B', 64) });
        await dialog.FindAll("input.input, textarea.input")[3].ChangeAsync(new() { Value = "1,000" });
        await dialog.Find("form").SubmitAsync();

        dialog.WaitForAssertion(() => Assert.True(closed), Soon);
        Assert.Equal(1000, (await Scene.Host.Get<DatasetQueries>().One("Loans", default))?.Versions[0].Rows);
    }

    private async Task<IRenderedComponent<CompareTab>> Open()
    {
        Prepare(Scene.Developer);
        var version = await Scene.Host.Get<VersionQueries>().One(Scene.System, "v2", default) ?? throw new InvalidOperationException("There is no v2.");
        var page = Render<CompareTab>(parameters => parameters.Add(tab => tab.View, version).Add(tab => tab.With, "v1").Add(tab => tab.All, false));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Soon);
        return page;
    }

    private void Prepare(Actor person)
    {
        Services.AddSingleton(Scene.Host.Get<StandingQueries>());
        Services.AddSingleton(Scene.Host.Get<PromptTexts>());
        Services.AddSingleton(Scene.Host.Get<RegisterDataset>());
        Services.AddSingleton(Scene.Host.Get<TemplateQueries>());
        this.Over(Scene.Host, person);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/scatter-chart.js").SetupModule("create", _ => true);
    }

    private async Task Report(string label, int p95, int cost)
    {
        var body = $$$"""{"dataset":"load test","source":"k6","metrics":{"latencyP95":{{{p95}}},"costPerRequest":{{{cost}}}}}""";
        _ = (await Scene.Host.Get<SubmitEvaluation>().Run(Scene.Owner, new(Scene.System, label, RowFormat.Json, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)), new()), default)).Value;
    }

    private async Task Write(string label, string overview, string limits) =>
        _ = (await Scene.Host.Get<WriteCard>().Run(Scene.Owner, new(Scene.System, label, new Dictionary<CardSection, string> { [CardSection.Overview] = overview, [CardSection.Limitations] = limits }), default)).Value;
}
