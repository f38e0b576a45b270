using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using Portal.Tests.Shared;

namespace Portal.EndToEnd;

/// <summary>SIGKILL while calls are under way: every event arrives, each under one id, signed so that the clients of others agree.</summary>
[Collection(nameof(Browser)), Trait("Category", "Fault")]
public sealed class OutboxTests(Browser browser)
{
    private const int Kills = 3;
    private const int SystemsBetweenKills = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Killed_while_it_delivers_the_outbox_loses_nothing_and_tells_each_event_under_one_id()
    {
        await using var receiver = Receiver.Start();
        await using var portal = await PortalProcess.StartDemoAsync();
        var secret = await SubscribeAsync(portal, receiver.Address);
        using var caller = new Insistent(portal);
        List<string> filed = [];
        HashSet<string> cut = [];

        for (var kill = 0; kill < Kills; kill++)
        {
            var (held, never) = (new ConcurrentBag<string>(), new TaskCompletionSource<Reply>());
            receiver.Answer = post =>
            {
                held.Add(post.Id);
                return never.Task;
            };
            for (var system = 0; system < SystemsBetweenKills; system++)
                filed.Add(await FileAsync(caller, $"outbox-{kill}-{system}"));
            await Wait.UntilAsync(Patience, "a call was under way", () => Task.FromResult(!held.IsEmpty));
            await portal.KillAsync();
            cut.UnionWith(held);
            never.SetResult(new Reply(200));
            await portal.StartAgainAsync();
        }

        receiver.Always(new Reply(200));
        await Wait.UntilAsync(Patience, "everything had arrived", () => Task.FromResult(filed.All(code => Of(receiver, code).Any())));
        await Wait.UntilAsync(Patience, "what was cut short was told again", () => Task.FromResult(cut.All(id => receiver.Posts.Count(post => post.Id == id) > 1)));

        Assert.All(filed, code => Assert.Single(Of(receiver, code).Select(post => (post.Id, post.Body)).Distinct()));
        var input = JsonSerializer.Serialize(new { secret, posts = receiver.Posts.Select(post => new { at = post.At.ToUnixTimeMilliseconds(), headers = post.Headers, body = post.Body }) });
        Assert.Equal(receiver.Posts.Count, int.Parse(await Clients.RunAsync("webhooks.mjs", input)));
        Assert.Equal(0, await portal.CommandAsync("verify"));
    }

    /// <summary>An administrator adds the webhook in the page and keeps the secret that it shows.</summary>
    private async Task<string> SubscribeAsync(PortalProcess portal, Uri address)
    {
        var secret = "";
        await browser.WalkAsync(portal, async journey =>
        {
            var admin = await journey.SignInAsync("admin@demo.example");
            await admin.OpenAsync("/settings/webhooks");
            await admin.SeeNoBarrierAsync();
            await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add webhook", Exact = true }).First.ClickAsync();
            await admin.FillAsync("Address", address.ToString());
            await admin.ChooseAsync("Events", "Chosen events");
            await admin.Page.GetByLabel("System filed", new() { Exact = true }).CheckAsync();
            await admin.SeeNoBarrierAsync();
            await admin.PressAsync("Add and show the secret");
            secret = await admin.Page.Locator(".webhook-secret").InnerTextAsync();
            await admin.SeeNoBarrierAsync();
            await admin.PressAsync("I have kept it");
            await admin.SeeAsync(address.ToString());
            await admin.OpenAsync("/settings/deliveries");
            await admin.SeeNoBarrierAsync();
        });
        return secret;
    }

    private static IEnumerable<Post> Of(Receiver receiver, string code) =>
        receiver.Posts.Where(post => JsonDocument.Parse(post.Body).RootElement.GetProperty("subject").GetString() == code);

    private static async Task<string> FileAsync(Insistent caller, string name)
    {
        using var answer = await caller.PostAsync("/api/v1/systems", name, () => JsonContent.Create(new { name }));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString() ?? "";
    }
}
