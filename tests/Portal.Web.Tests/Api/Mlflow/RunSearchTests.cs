using System.Net;
using Portal.Accounts;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api.Mlflow;

/// <summary>Runs as clients look for them: filters, order, pages.</summary>
public sealed class RunSearchTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private MlflowClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _client = new MlflowClient(await _host.Client(await _host.Person("Owner", Role.SystemOwner)));
    }

    public async Task DisposeAsync()
    {
        _client.Http.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("metrics.auc > 0.8", "best")]
    [InlineData("metric.auc <= 0.8 and params.depth = '6'", "middle")]
    [InlineData("params.`tree depth` = '4'", "best")]
    [InlineData("param.depth != '6'", "best")]
    [InlineData("tags.team LIKE 'ret%'", "middle,best")]
    [InlineData("tags.team LIKE 'RET%'", "")]
    [InlineData("tag.team ILIKE '%TAIL'", "middle,best")]
    [InlineData("tags.\"team\" = \"retail\" AND attributes.run_name = 'best'", "best")]
    [InlineData("run_name IN ('best', 'worst')", "worst,best")]
    [InlineData("attributes.run_name NOT IN ('best','worst')", "middle")]
    [InlineData("attributes.status = 'FINISHED'", "best")]
    [InlineData("status != 'finished'", "worst,middle")]
    [InlineData("attribute.start_time >= 2000", "worst,middle")]
    [InlineData("datasets.name = 'loans'", "best")]
    public async Task Runs_are_searched_as_clients_write_it(string filter, string names)
    {
        await ThreeRuns();

        var found = (await _client.Post("runs/search", new { experiment_ids = new[] { "0" }, filter, max_results = 10 })).Ok();

        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries), found.Each("runs", "info", "run_name"));
    }

    [Theory]
    [InlineData("metrics.auc DESC", "best,middle,worst")]
    [InlineData("metrics.auc", "middle,best,worst")]
    [InlineData("attributes.start_time ASC", "best,middle,worst")]
    [InlineData("params.depth DESC", "middle,best,worst")]
    [InlineData("run_name", "best,middle,worst")]
    public async Task Runs_are_ordered_and_those_that_lack_the_value_come_last(string order, string names)
    {
        await ThreeRuns();

        Assert.Equal(names.Split(','), (await _client.Post("runs/search", new { experiment_ids = new[] { "0" }, order_by = new[] { order } })).Ok().Each("runs", "info", "run_name"));
    }

    [Theory]
    [InlineData("metrics.auc > 'high'")]
    [InlineData("metrics.auc LIKE '1%'")]
    [InlineData("params.depth > 5")]
    [InlineData("auc > 5")]
    [InlineData("colour.x = 'a'")]
    [InlineData("params.depth = 6 or params.depth = 7")]
    [InlineData("params.depth = '6")]
    [InlineData("params.depth IN '6'")]
    [InlineData("params. = '6'")]
    [InlineData("= '6'")]
    public async Task A_filter_that_is_none_is_refused(string filter) =>
        (await _client.Post("runs/search", new { experiment_ids = new[] { "0" }, filter })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");

    [Fact]
    public async Task A_search_goes_on_where_its_token_says()
    {
        await ThreeRuns();
        var first = (await _client.Post("runs/search", new { experiment_ids = new[] { "0" }, max_results = 2, order_by = new[] { "start_time" } })).Ok();
        var second = (await _client.Post("runs/search", new { experiment_ids = new[] { "0" }, max_results = 2, order_by = new[] { "start_time" }, page_token = first.Text("next_page_token") })).Ok();

        Assert.Equal(["best", "middle", "worst"], [.. first.Each("runs", "info", "run_name"), .. second.Each("runs", "info", "run_name")]);
        Assert.False(second.Json.TryGetProperty("next_page_token", out _));
        (await _client.Post("runs/search", new { experiment_ids = new[] { "0" }, page_token = "invented" })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        (await _client.Post("runs/search", new { experiment_ids = new[] { "0" }, max_results = 0 })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
    }

    /// <summary>Started one after the other: best, middle, worst; the last has no metric.</summary>
    private async Task ThreeRuns()
    {
        var best = await Named("best", 1000);
        await Batch(best, """{"key":"auc","value":0.9,"timestamp":1,"step":0}""", """{"key":"depth","value":"4"},{"key":"tree depth","value":"4"}""", """{"key":"team","value":"retail"}""");
        (await _client.Post("runs/log-inputs", new { run_id = best, datasets = new[] { new { dataset = new { name = "loans", digest = "1", source_type = "local", source = "x" } } } })).Ok();
        (await _client.Post("runs/update", new { run_id = best, status = "FINISHED", end_time = 5000 })).Ok();
        await Batch(await Named("middle", 2000), """{"key":"auc","value":0.8,"timestamp":1,"step":0}""", """{"key":"depth","value":"6"}""", """{"key":"team","value":"retail"}""");
        await Named("worst", 3000);
    }

    private async Task<string> Named(string name, long startedAt) =>
        (await _client.Post("runs/create", new { experiment_id = "0", run_name = name, start_time = startedAt })).Ok().Text("run", "info", "run_id");

    private async Task Batch(string run, string metrics, string values, string tags) =>
        (await _client.Raw("runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{{metrics}}],"params":[{{values}}],"tags":[{{tags}}]}""")).Ok();
}
