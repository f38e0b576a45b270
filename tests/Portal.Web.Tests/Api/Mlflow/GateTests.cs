using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api.Mlflow;

/// <summary>A registered model on its way to Production: by the portal's promotion, and by nothing that a client can send.</summary>
public sealed class GateTests : IAsyncLifetime
{
    private const string Model = "credit";
    private const string Label = "credit-1";

    private PromotionScene _scene = null!;
    private MlflowClient _client = null!;
    private string _run = "";

    public async Task InitializeAsync()
    {
        _scene = await PromotionScene.StartAsync();
        _client = new MlflowClient(await _scene.Host.Client(_scene.Owner));
        _run = await _client.Registered(Model, _scene.System);
    }

    public async Task DisposeAsync()
    {
        _client.Http.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task A_registered_version_is_sealed_from_what_lies_under_its_source()
    {
        var version = await _scene.Host.Get<VersionQueries>().One(_scene.System, Label, default);

        Assert.Equal(VersionState.Sealed, version?.Line.State);
        Assert.Equal(["MLmodel", "data:model.pkl"], version?.Artifacts.Select(artifact => artifact.Name));
        Assert.Equal(Digest.Of("weights"u8), version?.Artifacts[1].Digest);
        Assert.Equal(["Owner"], version?.Contributors.Select(person => person.Name));
    }

    [Theory]
    [InlineData("model-versions/transition-stage", "Production")]
    [InlineData("model-versions/transition-stage", "Staging")]
    [InlineData("databricks/model-versions/transition-stage", "Production")]
    public async Task No_transition_brings_a_version_to_a_stage_that_no_promotion_brought_it_to(string path, string stage)
    {
        var refused = await _client.Post(path, new { name = Model, version = "1", stage, archive_existing_versions = true });

        refused.Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        Assert.Contains("promotion", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"/register/{_scene.System}/versions/{Label}", refused.Message, StringComparison.Ordinal);
        Assert.Equal("None", (await _client.Get($"model-versions/get?name={Model}&version=1")).Text("model_version", "current_stage"));
        Assert.Contains("model.move.refused", await Actions());
    }

    [Theory]
    [InlineData("champion")]
    [InlineData("Champion")]
    public async Task No_protected_alias_points_at_a_version_that_no_promotion_brought_to_production(string alias)
    {
        var refused = await _client.Post("registered-models/alias", new { name = Model, alias, version = "1" });

        refused.Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        Assert.Contains($"/register/{_scene.System}/versions/{Label}", refused.Message, StringComparison.Ordinal);
        (await _client.Get($"registered-models/alias?name={Model}&alias={alias}")).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        (await _client.Post("registered-models/alias", new { name = Model, alias = "challenger", version = "1" })).Ok();
    }

    [Fact]
    public async Task After_its_promotion_to_staging_a_client_may_say_staging_and_nothing_beyond()
    {
        await _scene.Support(Label);
        var promotion = await _scene.Request(Label, to: Stage.Staging);
        await _scene.Sign(promotion, _scene.Technical);
        await _scene.Apply(promotion);

        (await _client.Post("model-versions/transition-stage", new { name = Model, version = "1", stage = "Staging", archive_existing_versions = true })).Ok();

        Assert.Equal("Staging", (await _client.Get($"model-versions/get?name={Model}&version=1")).Text("model_version", "current_stage"));
        (await _client.Post("model-versions/transition-stage", new { name = Model, version = "1", stage = "Production", archive_existing_versions = true })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await _client.Post("registered-models/alias", new { name = Model, alias = "champion", version = "1" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        Assert.Contains("is in Staging and does not go back", (await _client.Post("model-versions/transition-stage", new { name = Model, version = "1", stage = "None" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_portal_applied_the_promotion_stage_and_alias_are_the_clients_to_set_and_the_sealed_bytes_are_loaded_by_alias()
    {
        await Promote(Label);

        (await _client.Post("model-versions/transition-stage", new { name = Model, version = "1", stage = "Production", archive_existing_versions = false })).Ok();
        (await _client.Post("registered-models/alias", new { name = Model, alias = "champion", version = "1" })).Ok();
        var champion = (await _client.Get($"registered-models/alias?name={Model}&alias=champion")).Ok();
        Assert.Equal(("1", "Production"), (champion.Text("model_version", "version"), champion.Text("model_version", "current_stage")));
        var root = (await _client.Get($"model-versions/get-download-uri?name={Model}&version=1")).Text("artifact_uri")["mlflow-artifacts:/".Length..];
        Assert.Equal(["MLmodel", "data"], (await _client.ListFiles(root)).Each("files", "path"));
        Assert.Equal((HttpStatusCode.OK, "weights"), await _client.Fetch($"{root}/data/model.pkl"));
    }

    [Fact]
    public async Task Other_bytes_under_the_source_of_a_promoted_version_are_a_finding_and_reach_nobody_who_loads_it()
    {
        await Promote(Label);
        var root = (await _client.Get($"model-versions/get-download-uri?name={Model}&version=1")).Text("artifact_uri")["mlflow-artifacts:/".Length..];

        (await _client.Put($"0/{_run}/artifacts/model/data/model.pkl", "backdoor")).Ok();

        Assert.Equal("weights", (await _client.Fetch($"{root}/data/model.pkl")).Text);
        await using var db = await Db();
        Assert.Equal($"Bytes came after {_scene.System}/{Label} was sealed", (await db.Findings.SingleAsync()).Title);
    }

    [Fact]
    public async Task Nothing_is_written_into_the_folder_of_a_sealed_version()
    {
        var root = (await _client.Get($"model-versions/get-download-uri?name={Model}&version=1")).Text("artifact_uri")["mlflow-artifacts:/".Length..];

        (await _client.Put($"{root}/data/model.pkl", "backdoor")).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await _client.DeleteFile($"{root}/data/model.pkl")).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await _client.DeleteFile($"0/{_run}/artifacts/model")).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        Assert.Equal("weights", (await _client.Fetch($"{root}/data/model.pkl")).Text);
    }

    [Fact]
    public async Task A_protected_alias_leads_nowhere_once_its_version_was_superseded()
    {
        await Promote(Label);
        (await _client.Post("registered-models/alias", new { name = Model, alias = "champion", version = "1" })).Ok();
        await _scene.Version("v9");
        await Promote("v9", isSupported: true);

        (await _client.Get($"registered-models/alias?name={Model}&alias=champion")).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
    }

    [Fact]
    public async Task A_protected_alias_leads_nowhere_while_its_version_is_suspended()
    {
        await Promote(Label);
        (await _client.Post("registered-models/alias", new { name = Model, alias = "champion", version = "1" })).Ok();

        _ = (await _scene.Host.Get<SuspendPromotion>().Run(_scene.Owner, new(_scene.System, Stage.Production, "It refuses everybody since noon.", "The scorecard of 2023"), default)).Value;

        var refused = await _client.Get($"registered-models/alias?name={Model}&alias=champion");
        refused.Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        Assert.Contains("suspended", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_promoted_is_not_deleted_whichever_way_is_tried()
    {
        await Promote(Label);

        (await _client.Delete("model-versions/delete", new { name = Model, version = "1" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await _client.Delete("registered-models/delete", new { name = Model })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await _client.Post("runs/delete", new { run_id = _run })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await _client.Post("model-versions/transition-stage", new { name = Model, version = "1", stage = "Archived" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await _client.Post("model-versions/transition-stage", new { name = Model, version = "1", stage = "None" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        Assert.Equal("Production", (await _client.Get($"model-versions/get?name={Model}&version=1")).Text("model_version", "current_stage"));
    }

    [Fact]
    public async Task An_experiment_that_a_promoted_version_came_from_is_not_deleted()
    {
        var experiment = await _client.Experiment("deep");
        var run = await _client.Run(experiment);
        (await _client.Put($"{experiment}/{run}/artifacts/model/model.pkl", "deep weights")).Ok();
        (await _client.Post("model-versions/create", new { name = Model, source = $"runs:/{run}/model", run_id = run })).Ok();
        await Promote("credit-2");

        (await _client.Post("experiments/delete", new { experiment_id = experiment })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
    }

    [Fact]
    public async Task A_version_does_not_take_over_the_name_or_the_number_of_a_promoted_one()
    {
        await Promote(Label);
        (await _client.Post("registered-models/alias", new { name = Model, alias = "champion", version = "1" })).Ok();
        var other = await _client.Registered("other", _scene.System, "backdoor");

        (await _client.Post("registered-models/rename", new { name = "other", new_name = Model })).Is(HttpStatusCode.BadRequest, "RESOURCE_ALREADY_EXISTS");
        (await _client.Post("registered-models/rename", new { name = Model, new_name = "moved" })).Ok();
        (await _client.Post("registered-models/rename", new { name = "other", new_name = Model })).Ok();
        (await _client.Get($"registered-models/alias?name={Model}&alias=champion")).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        (await _client.Post("registered-models/alias", new { name = Model, alias = "champion", version = "1" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        Assert.Equal("2", (await _client.Version("moved", other)).Ok().Text("model_version", "version"));
        (await _client.Post("registered-models/alias", new { name = "moved", alias = "champion", version = "2" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
    }

    [Fact]
    public async Task A_model_does_not_change_its_system()
    {
        (await _client.Delete("registered-models/delete-tag", new { name = Model, key = "portal.system" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");

        using var filed = await _client.Http.PostAsJsonAsync("/api/v1/systems", new { name = "Sandbox", purpose = "Tries things out." });
        filed.EnsureSuccessStatusCode();
        (await _client.Post("registered-models/set-tag", new { name = Model, key = "portal.system", value = "AIS-0002" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
    }

    [Theory]
    [InlineData("model-versions/set-tag", "stage", "Production")]
    [InlineData("registered-models/set-tag", "champion", "1")]
    [InlineData("model-versions/update", "current_stage", "Production")]
    [InlineData("registered-models/update", "aliases", "champion")]
    public async Task Tags_and_descriptions_move_nothing(string path, string key, string value)
    {
        var body = new Dictionary<string, string> { ["name"] = Model, ["version"] = "1", ["key"] = key, ["value"] = value, [key] = value, ["description"] = "approved" };

        _ = (path.EndsWith("update", StringComparison.Ordinal) ? await _client.Patch(path, body) : await _client.Post(path, body)).Ok();

        Assert.Equal("None", (await _client.Get($"model-versions/get?name={Model}&version=1")).Text("model_version", "current_stage"));
        Assert.Empty((await _client.Get($"registered-models/get?name={Model}")).At("registered_model", "aliases").EnumerateArray());
    }

    [Fact]
    public async Task A_run_does_not_become_evidence_of_a_version_after_it_was_sealed()
    {
        (await _client.Post("runs/log-metric", new { run_id = _run, key = "accuracy", value = 1.0, timestamp = 1, step = 0 })).Ok();

        await using var db = await Db();
        Assert.Empty(await db.EvaluationRuns.ToListAsync());
    }

    [Fact]
    public async Task A_contributor_whom_nobody_knows_must_be_somebody_before_a_promotion_is_requested()
    {
        var run = await _client.Run("0", ("mlflow.user", "ubuntu"));
        (await _client.Put($"0/{run}/artifacts/model/model.pkl", "second weights")).Ok();
        (await _client.Version(Model, run)).Ok();
        await _scene.Support("credit-2");
        var request = _scene.Host.Get<RequestPromotion>();
        var input = new RequestPromotion.Input(_scene.System, "credit-2", Stage.Production, ReasonForChange.Retrained, "It is better.");

        var refused = await request.Run(_scene.Owner, input, default);
        _ = (await _scene.Host.Get<AssignContributor>().Run(_scene.Owner, new(_scene.System, "credit-2", "ubuntu", PortalHost.AddressOf("Technical")), default)).Value;
        var promotion = (await request.Run(_scene.Owner, input, default)).Value;

        Assert.Contains("'ubuntu'", refused.Refusal?.Message, StringComparison.Ordinal);
        Assert.False((await _scene.Room(promotion, _scene.Technical)).Eligibility.MaySign);
    }

    private async Task Promote(string label, bool isSupported = false)
    {
        if (!isSupported)
            await _scene.Support(label);
        var promotion = await _scene.Request(label);
        await _scene.Approve(promotion);
        await _scene.Apply(promotion);
    }

    private Task<PortalDb> Db() => _scene.Host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();

    private async Task<IReadOnlyList<string>> Actions()
    {
        await using var db = await Db();
        return await db.Entries.Select(entry => entry.Action).ToListAsync();
    }
}
