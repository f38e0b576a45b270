using Portal.Assurance;
using Portal.Data;
using Portal.Findings;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Assurance;

public sealed class DifferenceTests
{
    [Theory, OnBothDatabases]
    public async Task An_entry_is_held_against_itself_of_an_earlier_day_with_who_published_what(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var (queries, first) = (review.House.Get<DifferenceQueries>(), review.House.Get<Calendar>().Today);
        await review.Version("v1");
        review.House.Time.Advance(TimeSpan.FromDays(1));
        await review.Publish(content => content with { Volume = "Ten a day" });
        await review.Publish(content => content with { Purpose = "Scores leases too.", Volume = "Twelve a day" });
        review.House.Time.Advance(TimeSpan.FromDays(1));
        await review.Publish(content => content with { Volume = "Ten a day" });
        var promotion = (await review.Request("v1", to: Stage.Staging)).Value;
        _ = (await review.Sign(promotion, review.Technical)).Value;
        _ = (await review.Apply(promotion)).Value;
        _ = (await review.House.Get<RaiseFinding>().Run(review.Owner, new(review.System, FindingSource.Review, FindingSeverity.Moderate, "Write it down", "The lease is new.", review.Owner.Id(), first.AddDays(9)), default)).Value;

        var difference = await Of(first, null);
        Assert.Equal((1, 4), (difference.Before?.Number, difference.After.Number));
        Assert.Equal([("Purpose", "Scores leases too.", 3), ("Volume", "Ten a day", 4)], difference.Fields.Select(field => (field.Change.Label, field.Change.After, field.Revision)));
        Assert.Equal("Risk", difference.Fields[0].PublishedBy);
        Assert.Equal([("v1", Stage.Development, Stage.Staging)], difference.Versions.Select(one => (one.Code, one.Before.GetValueOrDefault(), one.After.GetValueOrDefault())));
        Assert.Equal([("PR-0001", null, (PromotionState?)PromotionState.Applied)], difference.Promotions.Select(one => (one.Code, one.Before, one.After)));
        Assert.Equal(["FI-0001"], difference.Findings.Select(one => one.Code));
        Assert.Equal(SystemStage.Staging, difference.Stage?.After);
        Assert.True((await Of(first.AddDays(2), first.AddDays(2))).IsEmpty);
        Assert.Null((await Of(first.AddDays(-1), first)).Before);

        Assert.Equal(["from", "to"], await Faults("yesterday", "2031-01-01"));
        Assert.Equal(["from"], await Faults(null, null));
        Assert.Equal(["from"], await Faults(Calendar.Text(first.AddDays(1)), Calendar.Text(first)));
        Assert.IsType<NotFound>((await queries.Of(review.System, Calendar.Text(first.AddDays(-2)), Calendar.Text(first.AddDays(-1)), default)).Refusal);
        Assert.IsType<NotFound>((await queries.Of("AIS-0042", Calendar.Text(first), null, default)).Refusal);

        async Task<EntryDifference> Of(DateOnly from, DateOnly? to) => (await queries.Of(review.System, Calendar.Text(from), to is { } day ? Calendar.Text(day) : null, default)).Value;

        async Task<IEnumerable<string>> Faults(string? from, string? to) => Assert.IsType<Invalid>((await queries.Of(review.System, from, to, default)).Refusal).Faults.Select(fault => fault.Field);
    }
}
