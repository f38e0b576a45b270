using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Labels;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Labels;

/// <summary>Quality warns, is serious and stops what runs by the policy's percentages, on the kinder end of the interval, over mature days.</summary>
public sealed class JudgeQualityTests
{
    [Theory, OnBothDatabases]
    public async Task A_version_that_got_worse_warns_then_is_serious_and_asks_for_training_then_is_suspended_by_itself(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await InProduction(review);

        await Day(review, wrong: 0);
        Assert.Empty(await Alerts(review));
        await Day(review, wrong: 80);
        var warned = Assert.Single(await Alerts(review));
        await Day(review, wrong: 130);
        var serious = Assert.Single(await Alerts(review));
        Assert.Equal(PromotionState.Applied, (await review.Room(promotion)).State);
        await Day(review, wrong: 190);
        await review.House.DeliverEvents();

        Assert.Equal((AlertMetric.Quality, "F1", AlertSeverity.Warning), (warned.Metric, warned.Feature, warned.Severity));
        Assert.Equal(AlertSeverity.Serious, serious.Severity);
        Assert.Single(await review.House.Entries(), entry => entry.Action == "retraining.requested");
        var room = await review.Room(promotion);
        Assert.Equal((PromotionState.Suspended, "The scorecard of 2023"), (room.State, room.Suspension?.Fallback));
        Assert.StartsWith("AL-0001: F1 is ", room.Suspension?.Reason, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task One_that_may_not_be_stopped_runs_on_and_its_executive_has_to_sign(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Publish(entry => entry with { MayStop = MayStop.NotWithoutExecutive });
        var promotion = await InProduction(review);

        await Day(review, wrong: 250);
        await review.House.DeliverEvents();
        await Day(review, wrong: 250);
        await review.House.DeliverEvents();

        await using var db = await review.House.Dbs.CreateDbContextAsync();
        Assert.Equal(PromotionState.Applied, (await review.Room(promotion)).State);
        Assert.Equal(["Sign an exception: AL-0001 is open and AIS-0001 may not be stopped"], await db.Findings.Select(finding => finding.Title).ToListAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Few_labels_and_days_that_are_not_mature_say_nothing_and_three_calm_days_close_what_is_open(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await InProduction(review);

        await Day(review, wrong: 200, labelled: 0.5);
        await Day(review, wrong: 60, rows: 200);
        Assert.Empty(await Alerts(review));
        await Day(review, wrong: 100);
        Assert.Equal(AlertState.Open, Assert.Single(await Alerts(review)).State);
        await Day(review, wrong: 0);
        await Day(review, wrong: 0);
        Assert.Equal(AlertState.Open, Assert.Single(await Alerts(review)).State);
        await Day(review, wrong: 0);

        Assert.Equal(AlertState.Closed, Assert.Single(await Alerts(review)).State);
    }

    [Theory, OnBothDatabases]
    public async Task Labels_that_come_out_otherwise_at_the_same_scores_are_an_alert_of_their_own_until_they_settle(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await InProduction(review);

        await Day(review, wrong: 0);
        Assert.Empty(await Alerts(review));
        await Day(review, wrong: 0, flipped: 90);
        var concept = Assert.Single(await Alerts(review), alert => alert.Metric == AlertMetric.Concept);
        await Day(review, wrong: 0);

        Assert.Equal(AlertSeverity.Warning, concept.Severity);
        Assert.InRange(concept.Evidence.Value ?? 0, 0.05, 0.12);
        Assert.Equal(AlertState.Closed, Assert.Single(await Alerts(review), alert => alert.Metric == AlertMetric.Concept).State);
    }

    /// <summary>A baseline of a thousand rows, half of each class, in which eight of ten are right.</summary>
    private static async Task<PromotionId> InProduction(Review review)
    {
        await review.Version("v1");
        var promotion = await review.Bring("v1", Stage.Production);
        var bytes = new global::System.Buffers.ArrayBufferWriter<byte>();
        EvaluationRows.Write(bytes, Enumerable.Range(0, 1000).Select(i => new EvaluationRow($"{i}", Class(i % 10 < 8 ? i : i + 1), Class(i), new Dictionary<string, FeatureValue> { ["income"] = FeatureValue.Of(i) }) { Score = i % 2 == 0 ? 0.9 : 0.2 }));
        var digest = await review.House.Get<BlobStore>().PutAsync(bytes.WrittenMemory, default);
        await using (var db = await review.House.Dbs.CreateDbContextAsync())
        {
            var version = await db.Versions.SingleAsync();
            await db.Baselines.Where(row => row.ModelVersion == version.Id).ExecuteDeleteAsync();
            foreach (var reaction in review.House.All<IReaction<BaselineMade>>())
                await reaction.React(new BaselineMade(version.System, version.Id, digest), default);
        }

        return promotion;
    }

    /// <summary>A day of predictions, of which as many are wrong beyond those that always were, and of their labels; then it is judged.</summary>
    private static async Task Day(Review review, int wrong, int rows = 1000, double labelled = 1, int flipped = 0)
    {
        var house = review.House;
        var now = house.Time.GetUtcNow();
        var sender = review.Owner;
        var posted = string.Join('\n', Enumerable.Range(0, rows).Select(i =>
            $$"""{"id":"{{now:MMdd}}-{{i}}","time":"{{now:yyyy-MM-ddTHH:mm:ss}}Z","version":"v1","features":{"income":{{i}}},"score":{{Score(i)}},"prediction":"{{Class(i % 10 < 8 && (i / 10 * 8) + (i % 10) >= wrong ? i : i + 1)}}"}"""));
        _ = (await house.Get<AcceptPredictions>().Run(sender, new(review.System, null, Encoding.UTF8.GetBytes(posted)), default)).Value;
        var labels = string.Join('\n', Enumerable.Range(0, (int)(rows * labelled)).Select(i => $$"""{"id":"{{now:MMdd}}-{{i}}","label":"{{Class(i < flipped ? i + 1 : i)}}"}"""));
        _ = (await house.Get<AcceptReactions>().Run(sender, new(TelemetryKind.Labels, review.System, null, Encoding.UTF8.GetBytes(labels)), default)).Value;
        await house.Get<FoldTelemetry>().Run(default);
        await house.Get<JudgeQuality>().Turn(await house.Get<CountQuality>().Turn(default), default);
        house.Time.Advance(TimeSpan.FromDays(1));
    }

    private static string Score(int i) => i % 2 == 0 ? "0.9" : "0.2";

    private static string Class(int i) => i % 2 == 0 ? "good" : "bad";

    private static async Task<List<Alert>> Alerts(Review review)
    {
        await using var db = await review.House.Dbs.CreateDbContextAsync();
        return await db.Alerts.AsNoTracking().ToListAsync();
    }
}
