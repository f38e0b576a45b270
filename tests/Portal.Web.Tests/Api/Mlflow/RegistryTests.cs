using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api.Mlflow;

/// <summary>Registered models and their versions: what clients read back, and what the portal makes of them.</summary>
public sealed class RegistryTests : IAsyncLifetime
{
    private const string System = "AIS-0001";

    private PortalHost _host = null!;
    private Actor _owner = null!;
    private MlflowClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await _host.Person("Owner", Role.SystemOwner);
        _client = new MlflowClient(await _host.Client(_owner));
        using var filed = await _client.Http.PostAsJsonAsync("/api/v1/systems", new { name = "Chatbot", purpose = "Answers." });
        filed.EnsureSuccessStatusCode();
    }

    public async Task DisposeAsync()
    {
        _client.Http.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_model_is_read_back_with_its_versions_tags_and_aliases()
    {
        var run = await _client.Registered("credit", System);
        (await _client.Post("model-versions/create", new { name = "credit", source = $"runs:/{run}/model", run_id = run, description = "again", tags = new[] { new { key = "k", value = "v" } } })).Ok();
        (await _client.Post("registered-models/alias", new { name = "credit", alias = "challenger", version = "2" })).Ok();
        (await _client.Patch("registered-models/update", new { name = "credit", description = "Scores." })).Ok();

        var model = (await _client.Get("registered-models/get?name=credit")).Ok();

        Assert.Equal(("credit", "Scores."), (model.Text("registered_model", "name"), model.Text("registered_model", "description")));
        Assert.Equal(("2", "READY", "None", run, "challenger"), (
            model.Text("registered_model", "latest_versions", "0", "version"), model.Text("registered_model", "latest_versions", "0", "status"), model.Text("registered_model", "latest_versions", "0", "current_stage"),
            model.Text("registered_model", "latest_versions", "0", "run_id"), model.Text("registered_model", "aliases", "0", "alias")));
        Assert.True(model.At("registered_model", "creation_timestamp").TryGetInt64(out _));
        Assert.Equal(["2"], (await _client.Get("registered-models/get-latest-versions?name=credit&stages=None&stages=Production")).Ok().Each("model_versions", "version"));
        Assert.Equal(["2"], (await _client.Post("registered-models/get-latest-versions", new { name = "credit" })).Ok().Each("model_versions", "version"));
        (await _client.Delete("registered-models/alias?name=credit&alias=challenger")).Ok();
        (await _client.Get("registered-models/alias?name=credit&alias=challenger")).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
    }

    [Theory]
    [InlineData("name='credit'", "credit")]
    [InlineData("name LIKE 'cr%'", "credit")]
    [InlineData("name ILIKE '%PROMPT'", "prompt")]
    [InlineData("tag.`mlflow.prompt.is_prompt` = 'true'", "prompt")]
    [InlineData("tags.`mlflow.prompt.is_prompt` != 'true'", "churn,credit")]
    public async Task Models_are_searched_and_one_that_lacks_a_tag_is_not_what_the_tag_says(string filter, string names)
    {
        (await _client.Post("registered-models/create", new { name = "credit" })).Ok();
        (await _client.Post("registered-models/create", new { name = "churn", tags = new[] { new { key = "mlflow.prompt.is_prompt", value = "false" } } })).Ok();
        (await _client.Post("registered-models/create", new { name = "prompt", tags = new[] { new { key = "mlflow.prompt.is_prompt", value = "true" } } })).Ok();

        Assert.Equal(names.Split(','), (await _client.Get($"registered-models/search?filter={Uri.EscapeDataString(filter)}&max_results=50")).Ok().Each("registered_models", "name"));
    }

    [Fact]
    public async Task Versions_are_searched_by_name_run_number_and_tag_in_pages()
    {
        var run = await _client.Registered("credit", System);
        (await _client.Version("credit", run)).Ok();
        (await _client.Post("model-versions/set-tag", new { name = "credit", version = "2", key = "stage", value = "shadow" })).Ok();

        Assert.Equal(["2", "1"], (await _client.Get("model-versions/search?filter=name%3D%27credit%27&order_by=version_number%20DESC")).Ok().Each("model_versions", "version"));
        Assert.Equal(["2", "1"], (await _client.Get($"model-versions/search?filter=run_id%3D%27{run}%27")).Ok().Each("model_versions", "version"));
        Assert.Equal(["2"], (await _client.Get("model-versions/search?filter=tags.stage%3D%27shadow%27%20and%20version_number%3E1")).Ok().Each("model_versions", "version"));
        Assert.Equal(["1"], (await _client.Get("model-versions/search?filter=tags.stage%21%3D%27shadow%27")).Ok().Each("model_versions", "version"));
        var first = (await _client.Get("model-versions/search?max_results=1")).Ok();
        Assert.Equal(["1"], (await _client.Get($"model-versions/search?max_results=1&page_token={first.Text("next_page_token")}")).Ok().Each("model_versions", "version"));
        (await _client.Delete("model-versions/delete-tag", new { name = "credit", version = "2", key = "stage" })).Ok();
    }

    [Fact]
    public async Task What_a_run_told_becomes_hyperparameters_data_sets_contributors_and_reported_figures()
    {
        var ada = await _host.Person("Ada", Role.Developer);
        var run = await _client.Run("0", ("mlflow.user", "ADA@example.org"), ("mlflow.source.git.commit", "0123abc"));
        (await _client.Raw("runs/log-batch", $$"""
            {"run_id":"{{run}}","params":[{"key":"depth","value":"6"},{"key":"seed","value":"42"},{"key":"loss","value":"logistic"}],
             "metrics":[{"key":"accuracy_score","value":0.5,"timestamp":1,"step":0},{"key":"test_accuracy","value":0.91,"timestamp":1,"step":0},{"key":"training_recall","value":0.99,"timestamp":1,"step":0},{"key":"f1","value":7,"timestamp":1,"step":0},{"key":"own","value":3,"timestamp":1,"step":0}]}
            """)).Ok();
        (await _client.Post("runs/log-inputs", new
        {
            run_id = run,
            datasets = new[]
            {
                new { tags = new[] { new { key = "mlflow.data.context", value = "training" } }, dataset = new { name = "loans", digest = "a1b2", source_type = "local", source = "x", profile = "{\"num_rows\":120}" } },
                new { tags = new[] { new { key = "mlflow.data.context", value = "evaluation" } }, dataset = new { name = "loans", digest = new string('b', 64), source_type = "local", source = "y", profile = "" } },
            },
        })).Ok();
        (await _client.Put($"0/{run}/artifacts/model/model.pkl", "weights")).Ok();
        (await _client.Post("registered-models/create", new { name = "credit", tags = new[] { new { key = "portal.system", value = System } } })).Ok();
        (await _client.Version("credit", run)).Ok();

        var version = await _host.Get<VersionQueries>().One(System, "credit-1", default) ?? throw new InvalidOperationException("It was not sealed.");
        var evaluation = Assert.Single((await _host.Get<EvaluationQueries>().OfVersion(version.Line.Id, new PageRequest(1, 10), default)).Items);

        Assert.Equal(["Ada", "Owner"], version.Contributors.Select(person => person.Name));
        Assert.Equal([new Setting("depth", "6", SettingKind.Number), new Setting("loss", "logistic"), new Setting("seed", "42", SettingKind.Number)], version.Provenance.Hyperparameters);
        Assert.Equal((42, "0123abc"), (version.Provenance.Seed, version.Provenance.CodeCommit));
        Assert.Equal(["loans"], version.Provenance.TrainingData.Select(data => data.Name));
        Assert.Equal((EvaluationKind.Reported, "loans", $"MLflow run {run}"), (evaluation.Kind, evaluation.Dataset, evaluation.Content.Source));
        Assert.Equal($"sha256:{new string('b', 64)}", evaluation.DatasetDigest.Text);
        Assert.Equal([(Metric.Accuracy, 0.91)], evaluation.Figures.Select(figure => (figure.Metric, figure.Estimate.Value)));
        await using var db = await Db();
        Assert.Equal(2, (await db.Datasets.SingleAsync()).Versions.Count);
        Assert.NotEqual(ada.Person, _owner.Person);
    }

    [Fact]
    public async Task A_version_whose_source_lies_elsewhere_is_marked_as_never_seen()
    {
        (await _client.Post("registered-models/create", new { name = "credit", tags = new[] { new { key = "portal.system", value = System } } })).Ok();

        var remote = (await _client.Post("model-versions/create", new { name = "credit", source = "s3://bucket/model" })).Ok();
        var local = (await _client.Post("model-versions/create", new { name = "credit", source = "/tmp/model" })).Ok();
        (await _client.Post("model-versions/create", new { name = "credit", source = "runs:/x/../../etc" })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");

        Assert.Contains("bytes not seen", remote.Text("model_version", "status_message"), StringComparison.Ordinal);
        Assert.Contains("bytes not seen", local.Text("model_version", "status_message"), StringComparison.Ordinal);
        Assert.Equal("s3://bucket/model", (await _client.Get("model-versions/get-download-uri?name=credit&version=1")).Text("artifact_uri"));
        Assert.Equal("s3://bucket/model", Assert.Single((await _host.Get<VersionQueries>().One(System, "credit-1", default))?.Artifacts ?? []).Source);
    }

    [Fact]
    public async Task A_model_of_a_newer_client_is_sealed_from_its_own_folder()
    {
        var run = await _client.Run();
        var model = (await _client.Post("logged-models", new { experiment_id = "0", name = "scorer", source_run_id = run })).Ok().Text("model", "info", "model_id");
        (await _client.Put($"0/models/{model}/artifacts/MLmodel", "flavors: {}")).Ok();
        (await _client.Post("registered-models/create", new { name = "credit", tags = new[] { new { key = "portal.system", value = System } } })).Ok();
        (await _client.Post("model-versions/create", new { name = "credit", source = $"models:/{model}", model_id = model })).Ok();

        var version = await _host.Get<VersionQueries>().One(System, "credit-1", default);

        Assert.Equal(["MLmodel"], version?.Artifacts.Select(artifact => artifact.Name));
        Assert.Equal(run, (await _client.Get("model-versions/get?name=credit&version=1")).Text("model_version", "run_id"));
    }

    [Fact]
    public async Task A_prompt_of_a_client_is_sealed_as_a_prompt()
    {
        (await _client.Post("registered-models/create", new { name = "greeting", tags = new[] { new { key = "mlflow.prompt.is_prompt", value = "true" }, new { key = "portal.system", value = System } } })).Ok();
        (await _client.Post("model-versions/create", new { name = "greeting", source = "dummy-source", tags = new[] { new { key = "mlflow.prompt.text", value = "Hello {{name}}" } } })).Ok();

        var version = await _host.Get<VersionQueries>().One(System, "greeting-1", default);

        Assert.Equal((ArtefactKind.Prompt, VersionState.Sealed), (version?.Line.Kind, version?.Line.State));
    }

    [Fact]
    public async Task A_model_without_a_system_is_shadow_ai_until_it_is_claimed_and_then_its_versions_are_sealed()
    {
        await _client.Registered("stray", system: null);
        (await _client.Post("registered-models/alias", new { name = "stray", alias = "champion", version = "1" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await _client.Post("model-versions/transition-stage", new { name = "stray", version = "1", stage = "Production" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        var before = await Finding();

        (await _client.Post("registered-models/set-tag", new { name = "stray", key = "portal.system", value = System })).Ok();

        Assert.Equal((FindingSource.ShadowAi, FindingState.Open, _owner.Person), (before.Source, before.State, before.Owner));
        Assert.Equal(FindingState.Claimed, (await Finding()).State);
        Assert.Equal(VersionState.Sealed, (await _host.Get<VersionQueries>().One(System, "stray-1", default))?.Line.State);
        Assert.Contains($"{System} stray-1", (await _client.Get("model-versions/get?name=stray&version=1")).Text("model_version", "status_message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_claimed_by_those_of_the_system_and_for_a_system_that_there_is()
    {
        var stranger = new MlflowClient(await PersonalClient(await _host.Person("Stranger", Role.SystemOwner)));
        (await stranger.Post("registered-models/create", new { name = "mine" })).Ok();

        (await stranger.Post("registered-models/set-tag", new { name = "mine", key = "portal.system", value = System })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await stranger.Post("registered-models/create", new { name = "another", tags = new[] { new { key = "portal.system", value = System } } })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await _client.Post("registered-models/set-tag", new { name = "mine", key = "portal.system", value = "AIS-0099" })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        (await stranger.Get("registered-models/get?name=another")).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        (await _client.Post("registered-models/set-tag", new { name = "mine", key = "portal.system", value = System })).Ok();
        (await stranger.Post("model-versions/create", new { name = "mine", source = "s3://x/y" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
    }

    [Fact]
    public async Task Labels_are_the_names_first_thirty_characters_and_the_number_and_no_two_models_of_a_system_share_them()
    {
        var name = new string('a', 40);
        await _client.Registered(name, System);

        (await _client.Post("registered-models/create", new { name = name + "b", tags = new[] { new { key = "portal.system", value = System } } })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        Assert.NotNull(await _host.Get<VersionQueries>().One(System, $"{new string('a', 30)}-1", default));
    }

    [Fact]
    public async Task Delete_hides_what_was_never_promoted_and_the_name_counts_on_when_it_comes_back()
    {
        var run = await _client.Registered("credit", System);
        (await _client.Delete("model-versions/delete?name=credit&version=1")).Ok();
        (await _client.Get("model-versions/get?name=credit&version=1")).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        (await _client.Delete("registered-models/delete", new { name = "credit" })).Ok();
        (await _client.Get("registered-models/get?name=credit")).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        Assert.NotNull(await _host.Get<VersionQueries>().One(System, "credit-1", default));

        (await _client.Post("registered-models/create", new { name = "credit" })).Ok();
        Assert.Equal("2", (await _client.Version("credit", run)).Ok().Text("model_version", "version"));
        (await _client.Post("registered-models/create", new { name = "credit" })).Is(HttpStatusCode.BadRequest, "RESOURCE_ALREADY_EXISTS");
    }

    [Fact]
    public async Task A_version_in_development_is_archived_and_does_not_come_back()
    {
        await _client.Registered("credit", System);

        Assert.Equal("Archived", (await _client.Post("model-versions/transition-stage", new { name = "credit", version = 1, stage = "archived" })).Ok().Text("model_version", "current_stage"));
        (await _client.Post("model-versions/transition-stage", new { name = "credit", version = "1", stage = "None" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await _client.Post("model-versions/transition-stage", new { name = "credit", version = "1", stage = "Live" })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("v7")]
    [InlineData("a b")]
    [InlineData("a/b")]
    public async Task An_alias_that_clients_could_not_read_is_refused(string alias)
    {
        await _client.Registered("credit", System);

        (await _client.Post("registered-models/alias", new { name = "credit", alias, version = "1" })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
    }

    [Fact]
    public async Task Which_aliases_are_protected_is_said_by_the_policy_and_by_a_setting()
    {
        await using var host = await PortalHost.StartAsync("--Portal:Mlflow:ProtectedAliases", "live, canary");
        var client = new MlflowClient(await host.Client(await host.Person("Owner", Role.SystemOwner)));
        using var filed = await client.Http.PostAsJsonAsync("/api/v1/systems", new { name = "Chatbot", purpose = "Answers." });
        await client.Registered("credit", System);

        (await client.Post("registered-models/alias", new { name = "credit", alias = "canary", version = "1" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await client.Post("registered-models/alias", new { name = "credit", alias = "champion", version = "1" })).Is(HttpStatusCode.Forbidden, "PERMISSION_DENIED");
        (await client.Post("registered-models/alias", new { name = "credit", alias = "blue", version = "1" })).Ok();
    }

    [Fact]
    public async Task A_model_that_is_not_there_says_so_by_the_code_that_clients_wait_for()
    {
        (await _client.Get("registered-models/get?name=none")).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        (await _client.Post("model-versions/create", new { name = "none", source = "x" })).Is(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST");
        (await _client.Get("registered-models/get")).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
        (await _client.Post("registered-models/create", new { name = "a/b" })).Is(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE");
    }

    private async Task<HttpClient> PersonalClient(Actor person)
    {
        var (secret, now) = (Guid.CreateVersion7().ToString("N") + "0123456789", TimeProvider.System.GetUtcNow());
        await using var db = await Db();
        db.ApiTokens.Add(new ApiToken(person.Person.GetValueOrDefault(), secret, "A notebook", TokenScopes.All, null, TokenKind.Personal, issuedBy: null, reason: "", now, now.AddDays(1)));
        await db.SaveChangesAsync();
        var client = _host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return client;
    }

    private async Task<Finding> Finding()
    {
        await using var db = await Db();
        return await db.Findings.SingleAsync();
    }

    private Task<PortalDb> Db() => _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
}
