using System.Net;
using Portal.Accounts;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api.Mlflow;

/// <summary>Files of runs and of logged models, in their folders and nowhere else.</summary>
public sealed class FolderTests : IAsyncLifetime
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

    [Fact]
    public async Task Files_are_stored_listed_fetched_and_taken_away()
    {
        var run = await _client.Run();
        (await _client.Put($"0/{run}/artifacts/report.txt", "fine")).Ok();
        (await _client.Put($"0/{run}/artifacts/plots/roc.svg", "<svg/>")).Ok();
        (await _client.Put($"0/{run}/artifacts/empty", "")).Ok();

        Assert.Equal(["empty", "plots", "report.txt"], (await _client.Get($"artifacts/list?run_id={run}")).Ok().Each("files", "path"));
        var within = (await _client.Get($"artifacts/list?run_id={run}&path=plots")).Ok();
        Assert.Equal(("plots/roc.svg", "6"), (within.Text("files", "0", "path"), within.At("files", "0", "file_size").GetRawText()));
        Assert.Equal(["roc.svg"], (await _client.ListFiles($"0/{run}/artifacts/plots")).Ok().Each("files", "path"));
        Assert.Equal((HttpStatusCode.OK, "fine"), await _client.Fetch($"0/{run}/artifacts/report.txt"));
        Assert.Equal((HttpStatusCode.OK, ""), await _client.Fetch($"0/{run}/artifacts/empty"));
        (await _client.DeleteFile($"0/{run}/artifacts/report.txt")).Ok();
        Assert.Equal(HttpStatusCode.NotFound, (await _client.Fetch($"0/{run}/artifacts/report.txt")).Status);
    }

    [Theory]
    [InlineData("0/{run}/artifacts/%2e%2e/x")]
    [InlineData("0/{run}/artifacts/a%5Cb")]
    [InlineData("0/{run}/artifacts/a%00b")]
    [InlineData("0/{run}/artifacts/..%2f..%2fx")]
    [InlineData("0/{run}/artifacts/a%255Cb")]
    [InlineData("0/{run}/artifacts/")]
    [InlineData("0/{run}/elsewhere/x")]
    [InlineData("etc/passwd")]
    public async Task A_file_outside_of_a_runs_folder_is_refused(string path)
    {
        var run = await _client.Run();

        var answer = await _client.Put(path.Replace("{run}", run, StringComparison.Ordinal), "x");

        Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{(int)answer.Status}: {answer.Body}");
        Assert.Empty((await _client.Get($"artifacts/list?run_id={run}")).Each("files", "path"));
    }

    [Fact]
    public async Task A_logged_model_has_a_folder_parameters_and_an_end()
    {
        var run = await _client.Run();
        var id = (await _client.Post("logged-models", new { experiment_id = "0", name = "scorer", model_type = "", source_run_id = run, @params = new[] { new { key = "depth", value = "6" } }, tags = Array.Empty<object>() })).Ok().Text("model", "info", "model_id");
        (await _client.Put($"0/models/{id}/artifacts/MLmodel", "flavors: {}")).Ok();
        (await _client.Patch($"logged-models/{id}", new { model_id = id, status = "LOGGED_MODEL_READY" })).Ok();
        (await _client.Patch($"logged-models/{id}/tags", new { tags = new[] { new { key = "kind", value = "gbm" } } })).Ok();
        (await _client.Post("runs/outputs", new { run_id = run, models = new[] { new { model_id = id, step = 0 } } })).Ok();

        var model = (await _client.Get($"logged-models/{id}")).Ok();
        Assert.Equal(("LOGGED_MODEL_READY", $"mlflow-artifacts:/0/models/{id}/artifacts", run), (model.Text("model", "info", "status"), model.Text("model", "info", "artifact_uri"), model.Text("model", "info", "source_run_id")));
        Assert.Equal(["scorer"], (await _client.Post("logged-models/search", new { experiment_ids = new[] { "0" }, filter = "tags.kind = 'gbm' and params.depth = '6'" })).Ok().Each("models", "info", "name"));
        Assert.Equal(["MLmodel"], (await _client.Get($"logged-models/{id}/artifacts/directories")).Ok().Each("files", "path"));
        (await _client.Delete($"logged-models/{id}/tags/kind")).Ok();
        (await _client.Delete($"logged-models/{id}")).Ok();
        (await _client.Get($"logged-models/{id}")).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
    }
}
