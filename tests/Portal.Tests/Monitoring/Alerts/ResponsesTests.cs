using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Alerts;

public sealed class ResponsesTests
{
    [Theory, OnBothDatabases]
    public async Task What_runs_without_enough_data_for_longer_than_its_tier_may_owes_a_review_once(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Version("v1");
        await review.Bring("v1", Stage.Production);
        var owe = review.House.Get<OweReviews>();

        review.House.Time.Advance(TimeSpan.FromDays(13));
        await owe.Turn(default);
        var before = await Findings(review.House);
        review.House.Time.Advance(TimeSpan.FromDays(2));
        await owe.Turn(default);
        await owe.Turn(default);

        var finding = Assert.Single(await Findings(review.House));
        Assert.Empty(before);
        Assert.Equal((FindingSource.Alert, FindingSeverity.Moderate), (finding.Source, finding.Severity));
        Assert.StartsWith("Not enough data", finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_serious_alert_asks_for_training_anew_and_the_next_within_a_week_does_not()
    {
        await using var bench = await Bench.On(DatabaseProvider.Sqlite);
        await bench.BaselineOfThree();
        foreach (var hours in new[] { -100, -50 })
        {
            await bench.PostHours(hours, 2, Hours.AllMoved, moved: 400);
            await bench.PostHours(hours + 2, 3, Hours.AsBefore);
        }

        await bench.LookAt(hours: 0);

        Assert.Equal(2, (await bench.Alerts()).Count);
        var asked = Assert.Single(await bench.House.Entries(), entry => entry.Action == "retraining.requested");
        Assert.Equal("AIS-0001/v1", asked.Subject);
    }

    private static async Task<IReadOnlyList<Finding>> Findings(House house)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return await db.Findings.Where(finding => finding.Source == FindingSource.Alert).ToListAsync();
    }
}
