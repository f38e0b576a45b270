using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Webhooks;
using Portal.Shared;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Integrations;

public sealed class WebhookTests
{
    [Theory, OnBothDatabases]
    public async Task A_webhook_hears_of_what_it_chose_and_of_what_happened_since_it_was_added(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var owner = await outpost.House.Person("Owner", Role.SystemOwner);
        await outpost.House.File(owner);
        await outpost.Webhook("system.submitted");

        var filed = await outpost.House.FileAndSubmit(owner);
        await outpost.Turn();

        var post = Assert.Single(outpost.Receiver.Posts);
        var what = JsonDocument.Parse(post.Body).RootElement;
        Assert.Equal("1.0", what.GetProperty("specversion").GetString());
        Assert.Equal("system.submitted", what.GetProperty("type").GetString());
        Assert.Equal(filed.Code, what.GetProperty("subject").GetString());
        Assert.Equal("https://portal.example", what.GetProperty("source").GetString());
        Assert.Equal($"https://portal.example/register/{filed.Code}", what.GetProperty("data").GetProperty("link").GetString());
        Assert.Equal("application/cloudevents+json; charset=utf-8", post.Headers["content-type"]);
        Assert.Equal(DeliveryState.Delivered, (await outpost.OnlyDelivery()).State);
    }

    [Theory, OnBothDatabases]
    public async Task One_that_chose_nothing_hears_of_every_governed_act_and_of_nothing_about_people(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        await outpost.Webhook();
        var owner = await outpost.House.Person("Owner Surname", Role.SystemOwner);
        var risk = await outpost.House.Person("Risk", Role.RiskManager);

        var filed = await outpost.House.FileAndSubmit(owner);
        _ = (await outpost.House.Return(risk, filed.Code, "Say who is affected.")).Value;
        await outpost.Turn();

        Assert.Equal(
            ["system.filed", "system.returned", "system.submitted"],
            outpost.Receiver.Posts.Select(post => JsonDocument.Parse(post.Body).RootElement.GetProperty("type").GetString()).Order());
        Assert.All(outpost.Receiver.Posts, post =>
        {
            Assert.DoesNotContain("Surname", post.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("example.org", post.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("affected", post.Body, StringComparison.Ordinal);
        });
    }

    [Theory, OnBothDatabases]
    public async Task What_is_sent_is_signed_with_the_secret_that_was_shown(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var added = await outpost.Webhook();

        _ = (await outpost.House.Get<SendTestEvent>().Run(outpost.Admin, added.Webhook, default)).Value;
        await outpost.Turn();

        var post = Assert.Single(outpost.Receiver.Posts);
        Assert.Equal(Signature(added.Secret, post), post.Signature);
        Assert.Equal(House.Noon.ToUnixTimeSeconds().ToString(), post.Headers["webhook-timestamp"]);
        await using var db = await outpost.House.Dbs.CreateDbContextAsync();
        var stored = await db.Webhooks.SingleAsync();
        Assert.Equal(-1, stored.Secret.AsSpan().IndexOf(Convert.FromBase64String(added.Secret["whsec_".Length..])));
    }

    [Theory, OnBothDatabases]
    public async Task For_a_day_after_a_rotation_both_secrets_sign(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var first = await outpost.Webhook();
        var second = (await outpost.House.Get<RotateSecret>().Run(outpost.Admin, first.Webhook, default)).Value;

        outpost.House.Time.Advance(Webhook.Overlap - TimeSpan.FromSeconds(1));
        var during = await Test(outpost, first.Webhook);
        outpost.House.Time.Advance(TimeSpan.FromSeconds(1));
        var after = await Test(outpost, first.Webhook);

        Assert.Equal($"{Signature(second.Secret, during)} {Signature(first.Secret, during)}", during.Signature);
        Assert.Equal(Signature(second.Secret, after), after.Signature);
    }

    [Theory, OnBothDatabases]
    public async Task Who_does_not_take_it_is_asked_again_ever_later_under_the_same_id_and_given_up_after_ten_times(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        outpost.Receiver.Always(new Reply(503, "not now"));
        await Test(outpost, (await outpost.Webhook()).Webhook);
        var first = await outpost.OnlyDelivery();

        await outpost.Turn();
        Assert.Single(outpost.Receiver.Posts);
        await outpost.TurnUntilNothingWaits();

        var dead = await outpost.OnlyDelivery();
        Assert.Equal(DeliveryState.Dead, dead.State);
        Assert.Equal(Backoff.MostAttempts, outpost.Receiver.Posts.Count);
        Assert.Single(outpost.Receiver.Posts.Select(post => (post.Id, post.Body)).Distinct());
        Assert.InRange(first.NextAttemptAt - House.Noon, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(12));
        Assert.Equal(Enumerable.Range(1, Backoff.MostAttempts), dead.Log.Select(attempt => attempt.Number));
        Assert.All(dead.Log, attempt => Assert.Equal("503 Service Unavailable not now", attempt.Answer));
    }

    [Theory, OnBothDatabases]
    public async Task What_was_given_up_is_sent_again_by_hand_as_it_was(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        outpost.Receiver.Always(new Reply(500));
        await Test(outpost, (await outpost.Webhook()).Webhook);
        await outpost.TurnUntilNothingWaits();
        var dead = await outpost.OnlyDelivery();

        outpost.Receiver.Always(new Reply(204));
        Assert.Equal(1, (await outpost.House.Get<SendDeadAgain>().Run(outpost.Admin, default)).Value);
        await outpost.Turn();
        _ = (await outpost.House.Get<SendAgain>().Run(outpost.Admin, dead.Id, default)).Value;
        await outpost.Turn();

        var delivered = await outpost.OnlyDelivery();
        Assert.Equal(DeliveryState.Delivered, delivered.State);
        Assert.Equal(Backoff.MostAttempts + 2, outpost.Receiver.Posts.Count);
        Assert.Single(outpost.Receiver.Posts.Select(post => (post.Id, post.Body)).Distinct());
        Assert.Equal(["delivery.dead-sent-again", "delivery.sent-again"], (await outpost.House.Entries()).Select(entry => entry.Action).TakeLast(2));
    }

    [Theory, OnBothDatabases]
    public async Task Gone_turns_the_webhook_off_until_a_person_turns_it_on(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var webhook = (await outpost.Webhook()).Webhook;
        outpost.Receiver.Always(new Reply(410));
        await Test(outpost, webhook);

        var off = Assert.Single(await outpost.House.Get<WebhookQueries>().All(default));
        Assert.Equal((WebhookState.Off, WebhookOff.Gone), (off.State, off.OffBecause));
        Assert.Equal(DeliveryState.Dead, (await outpost.OnlyDelivery()).State);
        Assert.Equal("webhook.disabled", (await outpost.House.Entries())[^1].Action);
        Assert.IsType<NotAllowed>((await outpost.House.Get<SendTestEvent>().Run(outpost.Admin, webhook, default)).Refusal);

        outpost.Receiver.Always(new Reply(200));
        _ = (await outpost.House.Get<EnableWebhook>().Run(outpost.Admin, webhook, default)).Value;
        await Test(outpost, webhook);
        Assert.Equal(2, outpost.Receiver.Posts.Count);
    }

    [Theory, OnBothDatabases]
    public async Task While_it_is_off_what_waits_is_held_and_what_happens_is_not_kept_for_it(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var webhook = (await outpost.Webhook("system.filed")).Webhook;
        var owner = await outpost.House.Person("Owner", Role.SystemOwner);
        await outpost.House.File(owner);
        await outpost.House.Get<SpreadEvents>().Turn(default);
        _ = (await outpost.House.Get<DisableWebhook>().Run(outpost.Admin, webhook, default)).Value;

        await outpost.House.File(owner);
        await outpost.Turn();
        Assert.Empty(outpost.Receiver.Posts);
        Assert.Equal(Hold.WebhookOff, Assert.Single((await outpost.House.Get<DeliveryQueries>().List(new(), new PageRequest(1, 25), default)).Items).Hold);

        _ = (await outpost.House.Get<EnableWebhook>().Run(outpost.Admin, webhook, default)).Value;
        await outpost.Turn();
        Assert.Equal(["AIS-0001"], outpost.Receiver.Posts.Select(post => JsonDocument.Parse(post.Body).RootElement.GetProperty("subject").GetString()));
    }

    [Theory, OnBothDatabases]
    public async Task A_webhook_that_was_removed_is_not_called_and_cannot_be_sent_to_again(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var webhook = (await outpost.Webhook()).Webhook;
        var delivery = (await outpost.House.Get<SendTestEvent>().Run(outpost.Admin, webhook, default)).Value;

        _ = (await outpost.House.Get<RemoveWebhook>().Run(outpost.Admin, webhook, default)).Value;
        await outpost.Turn();

        Assert.Empty(outpost.Receiver.Posts);
        Assert.Equal(DeliveryState.Dead, (await outpost.OnlyDelivery()).State);
        Assert.IsType<NotAllowed>((await outpost.House.Get<SendAgain>().Run(outpost.Admin, delivery, default)).Refusal);
        Assert.Equal(0, (await outpost.House.Get<SendDeadAgain>().Run(outpost.Admin, default)).Value);
    }

    [Theory, OnBothDatabases]
    public async Task An_attempt_that_never_told_its_end_is_made_again_once_its_lease_is_over(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        _ = (await outpost.House.Get<SendTestEvent>().Run(outpost.Admin, (await outpost.Webhook()).Webhook, default)).Value;
        await using (var db = await outpost.House.Dbs.CreateDbContextAsync())
        {
            (await db.Deliveries.SingleAsync()).Begin(House.Noon);
            await db.SaveChangesAsync();
        }

        outpost.House.Time.Advance(Delivery.Lease - TimeSpan.FromSeconds(1));
        await outpost.Turn();
        Assert.Empty(outpost.Receiver.Posts);
        outpost.House.Time.Advance(TimeSpan.FromSeconds(1));
        await outpost.Turn();

        var delivery = await outpost.OnlyDelivery();
        Assert.Equal([false, true], delivery.Log.Select(attempt => attempt.Arrived));
        Assert.Equal(delivery.Id.ToString(), Assert.Single(outpost.Receiver.Posts).Id);
    }

    [Fact]
    public async Task Of_several_nodes_one_sends()
    {
        await using var outpost = await Outpost.On(DatabaseProvider.Postgres);
        await using var other = outpost.House.AnotherNode();
        await outpost.Webhook("system.filed");
        var owner = await outpost.House.Person("Owner", Role.SystemOwner);
        for (var system = 0; system < 20; system++)
            await outpost.House.File(owner);

        while ((await outpost.Deliveries()).Count(delivery => delivery.State == DeliveryState.Delivered) < 20)
        {
            await Task.WhenAll(
                outpost.Turn(),
                Task.Run(async () =>
                {
                    await other.GetRequiredService<SpreadEvents>().Turn(default);
                    await Outpost.Try(other.GetRequiredService<Outbox>());
                }));
        }

        Assert.Equal(20, outpost.Receiver.Posts.Count);
        Assert.Equal(20, outpost.Receiver.Posts.Select(post => post.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_slow_webhook_keeps_no_other_one_waiting()
    {
        await using var outpost = await Outpost.On(DatabaseProvider.Sqlite);
        await using var slow = Receiver.Start();
        var hanging = new TaskCompletionSource<Reply>();
        slow.Answer = _ => hanging.Task;
        var (first, second) = ((await outpost.House.Get<AddWebhook>().Run(outpost.Admin, new(slow.Address.ToString(), []), default)).Value, await outpost.Webhook());
        _ = (await outpost.House.Get<SendTestEvent>().Run(outpost.Admin, first.Webhook, default)).Value;
        _ = (await outpost.House.Get<SendTestEvent>().Run(outpost.Admin, second.Webhook, default)).Value;

        var outbox = outpost.House.Get<Outbox>();
        await outbox.Begin(default);
        while ((await outpost.Deliveries()).All(delivery => delivery.State == DeliveryState.Waiting))
            await Task.Yield();

        Assert.Equal(DeliveryState.Delivered, (await outpost.Deliveries()).Single(delivery => delivery.Target == outpost.Receiver.Address.ToString()).State);
        Assert.Single(outpost.Receiver.Posts);
        hanging.SetResult(new Reply(200));
        await outbox.Finish();
        Assert.All(await outpost.Deliveries(), delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
    }

    [Theory, OnBothDatabases]
    public async Task Only_an_administrator_in_a_page_looks_after_webhooks_and_an_attempt_is_entered(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var owner = await outpost.House.Person("Owner", Role.SystemOwner);
        var token = Actor.ByToken(outpost.Admin.Id(), "Admin", "token", outpost.Admin.Permissions, new TokenReach(TokenKind.Pipeline, null));
        var webhook = (await outpost.Webhook()).Webhook;

        foreach (var actor in new[] { owner, token })
        {
            Assert.IsType<Forbidden>((await outpost.House.Get<AddWebhook>().Run(actor, new("https://example.org/", []), default)).Refusal);
            Assert.IsType<Forbidden>((await outpost.House.Get<RotateSecret>().Run(actor, webhook, default)).Refusal);
            Assert.IsType<Forbidden>((await outpost.House.Get<DisableWebhook>().Run(actor, webhook, default)).Refusal);
            Assert.IsType<Forbidden>((await outpost.House.Get<EnableWebhook>().Run(actor, webhook, default)).Refusal);
            Assert.IsType<Forbidden>((await outpost.House.Get<RemoveWebhook>().Run(actor, webhook, default)).Refusal);
            Assert.IsType<Forbidden>((await outpost.House.Get<SendTestEvent>().Run(actor, webhook, default)).Refusal);
            Assert.IsType<Forbidden>((await outpost.House.Get<SendAgain>().Run(actor, default, default)).Refusal);
            Assert.IsType<Forbidden>((await outpost.House.Get<SendDeadAgain>().Run(actor, default)).Refusal);
        }

        Assert.Equal(16, (await outpost.House.Entries()).Count(entry => entry.Action.EndsWith(".refused", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://example.org/hook", "url")]
    [InlineData("https://127.0.0.2/hook", "url")]
    [InlineData("", "url")]
    public async Task An_address_that_may_not_be_called_is_not_added(string url, string field)
    {
        await using var outpost = await Outpost.On(DatabaseProvider.Sqlite);

        var refused = await outpost.House.Get<AddWebhook>().Run(outpost.Admin, new(url, []), default);

        Assert.Equal(field, Assert.IsType<Invalid>(refused.Refusal).Faults[0].Field);
    }

    [Fact]
    public async Task An_event_that_does_not_exist_and_an_address_that_is_there_already_are_refused()
    {
        await using var outpost = await Outpost.On(DatabaseProvider.Sqlite);
        await outpost.Webhook();
        var add = outpost.House.Get<AddWebhook>();

        var unknown = await add.Run(outpost.Admin, new("https://example.org/", ["person.signed-in"]), default);
        var twice = await add.Run(outpost.Admin, new(outpost.Receiver.Address.ToString(), []), default);

        Assert.Equal("types", Assert.IsType<Invalid>(unknown.Refusal).Faults[0].Field);
        Assert.Equal("url", Assert.IsType<Invalid>(twice.Refusal).Faults[0].Field);
    }

    private static async Task<Post> Test(Outpost outpost, WebhookId webhook)
    {
        _ = (await outpost.House.Get<SendTestEvent>().Run(outpost.Admin, webhook, default)).Value;
        await outpost.Turn();
        return outpost.Receiver.Posts[^1];
    }

    private static string Signature(string secret, Post post)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{post.Id}.{post.Headers["webhook-timestamp"]}.{post.Body}")));
    }
}
