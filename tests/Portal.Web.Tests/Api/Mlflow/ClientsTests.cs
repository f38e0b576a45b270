using System.Text.Json;
using Portal.EndToEnd.Support;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Api.Mlflow;

/// <summary>Clients that others wrote, unmodified, against the running portal: what they do before the promotion, and after it.</summary>
public sealed class ClientsTests
{
    [Fact, Trait("Category", "Browser")]
    public async Task Clients_train_and_register_are_refused_at_the_gate_and_load_by_alias_once_the_portal_promoted()
    {
        await using var scene = await PromotionScene.StartAsync();
        using var pipeline = await scene.Host.Client(scene.Owner);
        Task<string> Play(string step) => Clients.RunAsync("mlflow.mjs", JsonSerializer.Serialize(
            new { portal = scene.Host.Address.ToString().TrimEnd('/'), token = pipeline.DefaultRequestHeaders.Authorization?.Parameter, system = scene.System, step }));

        var told = JsonDocument.Parse(await Play("register")).RootElement;
        await scene.Support("churn-1");
        var stranger = await scene.Host.Get<Portal.ModelRegistry.AssignContributor>().Run(scene.Owner, new(scene.System, "churn-1", "ada", PortalHost.AddressOf("Developer")), default);
        var promotion = await scene.Request("churn-1");
        await scene.Approve(promotion);
        await scene.Apply(promotion);
        var loaded = JsonDocument.Parse(await Play("load")).RootElement;

        Assert.Null(stranger.Refusal);
        Assert.Equal("""{"metrics":["accuracy","loss"],"history":[0.9,0.4],"files":["model/MLmodel","model/data"],"found":1,"experiment":"Churn","same":1}""", Only(told, "metrics", "history", "files", "found", "experiment", "same"));
        Assert.Equal("""{"version":"1","models":["churn"],"versions":["1"],"latest":1}""", Only(told, "version", "models", "versions", "latest"));
        Assert.Equal(("RESOURCE_DOES_NOT_EXIST", 404), (told.GetProperty("missing").GetProperty("code").GetString(), told.GetProperty("missing").GetProperty("status").GetInt32()));
        Assert.Equal(("PERMISSION_DENIED", 403), (told.GetProperty("transition").GetProperty("code").GetString(), told.GetProperty("transition").GetProperty("status").GetInt32()));
        Assert.Contains($"/register/{scene.System}/versions/churn-1", told.GetProperty("transition").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(403, told.GetProperty("champion").GetProperty("status").GetInt32());
        Assert.Equal("""{"set":200,"stage":"Production","bytes":"weights"}""", Only(loaded, "set", "stage", "bytes"));
        Assert.Equal(403, loaded.GetProperty("removed").GetProperty("status").GetInt32());
    }

    private static string Only(JsonElement told, params string[] names) => "{" + string.Join(',', names.Select(name => $"\"{name}\":{told.GetProperty(name).GetRawText()}")) + "}";
}
