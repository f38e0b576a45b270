using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations.Webhooks;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>Checkpoints on their way to somebody who keeps them.</summary>
public sealed class SinkTests
{
    [Theory, OnBothDatabases]
    public async Task A_webhook_that_chose_checkpoints_gets_each_in_order_and_signed(DatabaseProvider provider)
    {
        await using var post = await Outpost.On(provider);
        var secret = (await post.Webhook(EventTypes.Checkpoint)).Secret;
        for (var time = 0; time < 3; time++)
            await SignOne(post);

        await post.House.Get<PushCheckpoints>().Turn(default);

        Assert.Equal((await post.House.Checkpoints()).Select(checkpoint => checkpoint.Note), post.Receiver.Posts.Select(NoteIn));
        Assert.All(post.Receiver.Posts, sent =>
        {
            var signed = $"{sent.Id}.{sent.Headers["webhook-timestamp"]}.{sent.Body}";
            var expected = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(signed));
            Assert.Equal("v1," + Convert.ToBase64String(expected), sent.Signature);
        });

        await post.House.Get<PushCheckpoints>().Turn(default);
        Assert.Equal(3, post.Receiver.Posts.Count);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_not_taken_comes_again_under_its_id_before_any_later_one(DatabaseProvider provider)
    {
        await using var post = await Outpost.On(provider);
        _ = await post.Webhook(EventTypes.Checkpoint);
        await SignOne(post);
        await SignOne(post);
        post.Receiver.Always(new Reply(503));

        await post.House.Get<PushCheckpoints>().Turn(default);
        post.Receiver.Always(new Reply(200));
        post.House.Time.Advance(TimeSpan.FromMinutes(6));
        await post.House.Get<PushCheckpoints>().Turn(default);

        var ids = post.Receiver.Posts.Select(sent => sent.Id).ToList();
        Assert.Equal(3, ids.Count);
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal((await post.House.Checkpoints()).Select(checkpoint => $"checkpoint-{checkpoint.Checkpoint.Size}"), ids.Skip(1));
    }

    [Theory, OnBothDatabases]
    public async Task Who_wants_all_acts_gets_no_checkpoints(DatabaseProvider provider)
    {
        await using var post = await Outpost.On(provider);
        _ = await post.Webhook();
        await SignOne(post);

        await post.House.Get<PushCheckpoints>().Turn(default);

        Assert.Empty(post.Receiver.Posts);
    }

    [Theory, OnBothDatabases]
    public async Task A_sink_that_lags_raises_the_alarm_tells_the_administrators_once_and_ends_with_the_lag(DatabaseProvider provider)
    {
        await using var post = await Outpost.On(provider);
        _ = await post.Webhook(EventTypes.Checkpoint);
        post.Receiver.Always(new Reply(500));
        var worker = post.House.Get<CheckpointWorker>();
        await SignOne(post);
        await post.House.Get<PushCheckpoints>().Turn(default);
        await worker.Turn(default);
        Assert.Null(worker.Alarm);

        post.House.Time.Advance(TimeSpan.FromMinutes(16));
        await worker.Turn(default);
        await worker.Turn(default);

        Assert.StartsWith($"The webhook {post.Receiver.Address.Authority} has the checkpoints up to 0 entries; those since 2026-11-02 12:00 UTC do not get there.", worker.Alarm, StringComparison.Ordinal);
        await using (var db = await post.House.Dbs.CreateDbContextAsync())
            Assert.Equal(House.AddressOf("Admin"), Assert.Single(await db.Deliveries.Where(delivery => delivery.Type == "ledger.alarm").ToListAsync()).Target);

        post.Receiver.Always(new Reply(200));
        await post.House.Get<PushCheckpoints>().Turn(default);
        await worker.Turn(default);
        Assert.Null(worker.Alarm);
    }

    [Theory, OnBothDatabases]
    public async Task How_the_ledger_stands_is_told(DatabaseProvider provider)
    {
        await using var post = await Outpost.On(provider);
        _ = await post.Webhook(EventTypes.Checkpoint);
        await SignOne(post);
        await post.House.Append(2);

        var standing = await post.House.Get<LedgerState>().Read(default);

        Assert.Equal((standing.Size - 2, House.Noon), (standing.SignedSize, standing.UnsignedSince));
        Assert.Equal([("file", standing.SignedSize, null), ("webhook", 0, House.Noon)], standing.Sinks.Select(sink => (sink.Kind, sink.LastSize, sink.BehindSince)));
        Assert.Equal(provider == DatabaseProvider.Postgres, standing.Weakness is not null);
    }

    private static async Task SignOne(Outpost post)
    {
        await post.House.Append(1);
        _ = (await post.House.Sign()).Value;
    }

    private static string? NoteIn(Post sent) => JsonDocument.Parse(sent.Body).RootElement.GetProperty("data").GetProperty("checkpoint").GetString();
}
