using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api.Mlflow;

/// <summary>Experiments, runs and metrics, in the forms in which clients send them.</summary>
public sealed class TrackingTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private Actor _owner = null!;
    private MlflowClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await _host.Person("Owner", Role.SystemOwner);
        _client = new MlflowClient(await _host.Client(_owner));
    }

    public async Task DisposeAsync()
    {
        _client.Http.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Version_and_health_are_told_to_everybody()
    {
        using var nobody = _host.Anonymous();

        Assert.Equal("2.22.0", await nobody.GetStringAsync(new Uri("/version", UriKind.Relative)));
        Assert.Equal("OK", await nobody.GetStringAsync(new Uri("/health", UriKind.Relative)));
    }

    [Fact]
    public async Task A_token_comes_as_bearer_or_as_the_password_of_anybody()
    {
        var token = _client.Http.DefaultRequestHeaders.Authorization?.Parameter ?? "";
        using var nobody = _host.Anonymous();
        using var basic = _host.Anonymous();
        basic.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{token}")));
        using var wrong = _host.Anonymous();
        wrong.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{token}x")));

        (await new MlflowClient(basic).Get("experiments/get?experiment_id=0")).Ok();
        (await new MlflowClient(nobody).Get("experiments/get?experiment_id=0")).Is(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        (await new MlflowClient(wrong).Get("experiments/get?experiment_id=0")).Is(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        using var elsewhere = await basic.GetAsync(new Uri("/api/v1/systems", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused_in_the_protocols_form()
    {
        using var reader = await _host.Client(_owner, Permission.Read);

        (await new MlflowClient(reader).Post("runs/create", new { experiment_id = "0" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await new MlflowClient(reader).Get("registered-models/search")).Ok();
    }

    [Fact]
    public async Task Too_many_requests_are_refused_in_the_protocols_form()
    {
        await using var small = await PortalHost.StartAsync("--Portal:Tokens:RequestsPerMinute", "2");
        var client = new MlflowClient(await small.Client(await small.Person("Owner", Role.SystemOwner)));

        MlflowAnswer last = (await client.Get("experiments/get?experiment_id=0")).Ok();
        for (var request = 0; request < 3 && last.Status == HttpStatusCode.OK; request++)
            last = await client.Get("experiments/get?experiment_id=0");

        last.Is(HttpStatusCode.TooManyRequests, "REQUEST_LIMIT_EXCEEDED");
    }

    [Fact]
    public async Task An_experiment_is_created_once_renamed_tagged_hidden_and_shown_again()
    {
        var id = await _client.Experiment("churn", ("team", "retail"));
        (await _client.Post("experiments/create", new { name = "churn" })).Is(HttpStatusCode.BadRequest, "RESOURCE_ALREADY_EXISTS");
        (await _client.Post("experiments/update", new { experiment_id = id, new_name = "churn 2" })).Ok();
        (await _client.Post("experiments/set-experiment-tag", new { experiment_id = id, key = "quarter", value = "Q3" })).Ok();
        (await _client.Post("experiments/delete", new { experiment_id = id })).Ok();

        var hidden = (await _client.Get($"experiments/get?experiment_id={id}")).Ok();
        Assert.Equal(("churn 2", "deleted"), (hidden.Text("experiment", "name"), hidden.Text("experiment", "lifecycle_stage")));
        Assert.Equal(["quarter", "team"], hidden.At("experiment", "tags").EnumerateArray().Select(tag => tag.GetProperty("key").GetString()));
        Assert.Equal(["Default"], (await _client.Post("experiments/search", new { max_results = 10 })).Ok().Each("experiments", "name"));
        Assert.Equal(["churn 2"], (await _client.Get("experiments/search?max_results=10&view_type=DELETED_ONLY")).Ok().Each("experiments", "name"));
        (await _client.Post("runs/create", new { experiment_id = id })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        (await _client.Post("experiments/restore", new { experiment_id = int.Parse(id) })).Ok();
        Assert.Equal("active", (await _client.Get("experiments/get-by-name?experiment_name=churn%202")).Ok().Text("experiment", "lifecycle_stage"));
    }

    [Fact]
    public async Task An_experiment_that_does_not_exist_says_so_by_the_code_that_clients_wait_for()
    {
        (await _client.Get("experiments/get-by-name?experiment_name=none")).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        (await _client.Get("experiments/get?experiment_id=77")).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        (await _client.Get("experiments/get?experiment_id=abc")).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        (await _client.Post("runs/invented", new { })).Is(HttpStatusCode.NotFound, "ENDPOINT_NOT_FOUND");
    }

    [Fact]
    public async Task A_run_tells_what_it_logged_with_the_latest_of_each_metric()
    {
        var run = (await _client.Raw("runs/create", """{"experiment_id": 0, "start_time": "1790000000000", "run_name": "first", "user_id": "ada", "invented": [1], "tags": []}""")).Ok().Text("run", "info", "run_id");
        (await _client.Raw("runs/log-batch", $$"""
            {"run_id":"{{run}}","metrics":[{"key":"loss","value":0.5,"timestamp":1,"step":"0"},{"key":"loss","value":0.2,"timestamp":3,"step":2},{"key":"loss","value":0.9,"timestamp":9,"step":1},
             {"key":"odd","value":"NaN","timestamp":1,"step":0},{"key":"big","value":"Infinity","timestamp":1,"step":0}],
             "params":[{"key":"depth","value":"6"}],"tags":[{"key":"mlflow.note.content","value":"a\nnote"}]}
            """)).Ok();
        (await _client.Post("runs/log-metric", new { run_uuid = run, key = "loss", value = 0.2, timestamp = 3, step = 2 })).Ok();
        (await _client.Post("runs/update", new { run_id = run, status = "FINISHED", end_time = 1_790_000_005_000 })).Ok();

        var view = (await _client.Get($"runs/get?run_uuid={run}")).Ok();

        Assert.Equal(("first", "ada", "FINISHED", "1790000000000", "1790000005000", "active"), (
            view.Text("run", "info", "run_name"), view.Text("run", "info", "user_id"), view.Text("run", "info", "status"),
            view.At("run", "info", "start_time").GetRawText(), view.At("run", "info", "end_time").GetRawText(), view.Text("run", "info", "lifecycle_stage")));
        Assert.Equal($"mlflow-artifacts:/0/{run}/artifacts", view.Text("run", "info", "artifact_uri"));
        Assert.Equal(["big \"Infinity\" 0", "loss 0.2 2", "odd \"NaN\" 0"], view.At("run", "data", "metrics").EnumerateArray().Select(metric => $"{metric.GetProperty("key")} {metric.GetProperty("value").GetRawText()} {metric.GetProperty("step")}"));
        Assert.Equal("6", view.Text("run", "data", "params", "0", "value"));
        Assert.Equal(["0.5", "0.9", "0.2"], (await _client.Get($"metrics/get-history?run_id={run}&metric_key=loss")).Ok().At("metrics").EnumerateArray().Select(metric => metric.GetProperty("value").GetRawText()));
        Assert.Equal(["training.started", "training.ended"], (await Actions()).Where(action => action.StartsWith("training.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_parameter_keeps_its_value_and_all_of_a_batch_is_refused_with_it()
    {
        var run = await _client.Run();
        (await _client.Post("runs/log-parameter", new { run_id = run, key = "depth", value = "6" })).Ok();
        (await _client.Post("runs/log-parameter", new { run_id = run, key = "depth", value = "6" })).Ok();

        (await _client.Post("runs/log-batch", new { run_id = run, @params = new[] { new { key = "depth", value = "7" } }, metrics = new[] { new { key = "loss", value = 1, timestamp = 1, step = 1 } } }))
            .Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");

        Assert.Empty((await _client.Get($"runs/get?run_id={run}")).At("run", "data", "metrics").EnumerateArray());
    }

    [Fact]
    public async Task Tags_are_set_and_taken_away_and_a_deleted_run_takes_nothing()
    {
        var run = await _client.Run();
        (await _client.Post("runs/set-tag", new { run_id = run, key = "phase", value = "one" })).Ok();
        (await _client.Post("runs/set-tag", new { run_id = run, key = "phase", value = "two" })).Ok();
        Assert.Contains("two", (await _client.Get($"runs/get?run_id={run}")).At("run", "data", "tags").EnumerateArray().Select(tag => tag.GetProperty("value").GetString()));
        (await _client.Post("runs/delete-tag", new { run_id = run, key = "phase" })).Ok();
        (await _client.Post("runs/delete-tag", new { run_id = run, key = "phase" })).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");

        (await _client.Post("runs/delete", new { run_id = run })).Ok();
        (await _client.Post("runs/set-tag", new { run_id = run, key = "phase", value = "three" })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        (await _client.Post("runs/restore", new { run_id = run })).Ok();
        (await _client.Post("runs/set-tag", new { run_id = run, key = "phase", value = "three" })).Ok();
    }

    [Fact]
    public async Task Data_sets_come_back_with_their_digests_and_what_they_were_used_for()
    {
        var run = await _client.Run();
        (await _client.Post("runs/log-inputs", new
        {
            run_id = run,
            datasets = new[] { new { tags = new[] { new { key = "mlflow.data.context", value = "training" } }, dataset = new { name = "loans", digest = "a1b2c3", source_type = "local", source = "{}", profile = "{\"num_rows\": 120}" } } },
        })).Ok();

        var input = (await _client.Get($"runs/get?run_id={run}")).At("run", "inputs", "dataset_inputs", "0");
        Assert.Equal(("loans", "a1b2c3", "training"), (
            input.GetProperty("dataset").GetProperty("name").GetString(), input.GetProperty("dataset").GetProperty("digest").GetString(), input.GetProperty("tags")[0].GetProperty("value").GetString()));
    }

    [Fact]
    public async Task Somebody_elses_run_is_read_and_not_written()
    {
        var run = await _client.Run();
        var other = new MlflowClient(await _host.Client(await _host.Person("Other", Role.Developer)));

        (await other.Get($"runs/get?run_id={run}")).Ok();
        (await other.Post("runs/log-metric", new { run_id = run, key = "auc", value = 1, timestamp = 1, step = 1 })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await other.Put($"0/{run}/artifacts/x", "x")).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await other.Post("runs/delete", new { run_id = run })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
    }

    [Fact]
    public async Task A_run_that_names_a_system_which_its_token_is_not_bound_to_is_refused()
    {
        using var filed = await _client.Http.PostAsync(new Uri("/api/v1/systems", UriKind.Relative), new StringContent("""{"name":"Chatbot","purpose":"Answers."}""", Encoding.UTF8, "application/json"));
        filed.EnsureSuccessStatusCode();
        var bound = new MlflowClient(await _host.BoundClient(_owner, SystemId.New(TimeProvider.System.GetUtcNow())));

        (await bound.Post("runs/create", new { experiment_id = "0", tags = new[] { new { key = "portal.system", value = "AIS-0001" } } })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await bound.Post("registered-models/create", new { name = "m", tags = new[] { new { key = "portal.system", value = "AIS-0001" } } })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        var run = await bound.Run();
        (await bound.Post("runs/set-tag", new { run_id = run, key = "portal.system", value = "AIS-0001" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"run_id\":")]
    [InlineData("{\"run_id\":\"\\ud800\"}")]
    [InlineData("{\"run_id\":{}}")]
    [InlineData("{\"run_id\":\"x\",\"metrics\":{}}")]
    [InlineData("{\"run_id\":\"x\",\"metrics\":[null]}")]
    [InlineData("{\"run_id\":\"x\",\"params\":[{\"key\":\"a\\u0000\",\"value\":\"1\"}]}")]
    public async Task A_body_that_cannot_be_read_is_refused_and_nothing_breaks(string body) =>
        (await _client.Raw("runs/log-batch", body)).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");

    [Fact]
    public async Task Older_clients_tell_which_model_they_logged_in_a_list_in_a_tag()
    {
        var run = await _client.Run();
        (await _client.Post("runs/log-model", new { run_id = run, model_json = """{"artifact_path":"a"}""" })).Ok();
        (await _client.Post("runs/log-model", new { run_id = run, model_json = """{"artifact_path":"b"}""" })).Ok();
        (await _client.Post("runs/log-model", new { run_id = run, model_json = "no json" })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");

        Assert.Contains("""[{"artifact_path":"a"},{"artifact_path":"b"}]""", (await _client.Get($"runs/get?run_id={run}")).At("run", "data", "tags").EnumerateArray().Select(tag => tag.GetProperty("value").GetString()));
    }

    private async Task<IReadOnlyList<string>> Actions()
    {
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        return await db.Entries.OrderBy(entry => entry.Index).Select(entry => entry.Action).ToListAsync();
    }
}
