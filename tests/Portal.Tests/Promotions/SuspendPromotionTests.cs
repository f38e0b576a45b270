using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>Who stops what runs, and who lets it run again.</summary>
public sealed class SuspendPromotionTests
{
    [Theory, OnBothDatabases]
    public async Task An_owner_stops_what_is_theirs_on_call_stops_everything_and_both_are_on_record(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await Applied(review);
        var oncall = await review.House.Person("On call", Role.OnCall);
        var stranger = await review.House.Person("Owner 2", Role.SystemOwner);

        Assert.IsType<Forbidden>((await Suspend(review, stranger)).Refusal);
        Assert.IsType<Forbidden>((await Suspend(review, review.Developer)).Refusal);
        Assert.Null((await Suspend(review, review.Owner)).Refusal);
        Assert.IsType<NotAllowed>((await Suspend(review, oncall)).Refusal);
        Assert.Null((await Resume(review, promotion, review.Risk)).Refusal);
        Assert.Null((await Suspend(review, oncall)).Refusal);

        var room = await review.Room(promotion);
        Assert.Equal((PromotionState.Suspended, "On call", "The old points table."), (room.State, room.SuspendedBy, room.Suspension?.Fallback));
        Assert.Equal(2, (await review.House.Entries()).Count(entry => entry.Action == PromotionEvents.Suspended));
        Assert.Equal(3, (await review.House.Entries()).Count(entry => entry.Action == "promotion.suspend.refused"));
    }

    [Theory, OnBothDatabases]
    public async Task What_may_not_be_stopped_is_stopped_by_its_executive_alone(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var executive = await review.House.Person("Executive", Role.AccountableExecutive);
        await review.Publish(content => content with { MayStop = MayStop.NotWithoutExecutive, AccountableExecutive = executive.Id() });
        _ = await Applied(review);

        Assert.Equal("AIS-0001 may not be stopped without its accountable executive.", (await Suspend(review, review.Owner)).Refusal?.Message);
        Assert.Null((await Suspend(review, executive)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task The_next_version_takes_the_place_of_one_that_is_suspended(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var first = await Applied(review);
        _ = (await Suspend(review, review.Owner)).Value;
        var second = await review.InReview("v2");
        await review.Approve(second);

        _ = (await review.Apply(second)).Value;

        Assert.Equal(PromotionState.Superseded, (await review.Room(first)).State);
        Assert.IsType<NotAllowed>((await Resume(review, first, review.Risk)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_suspended_is_told_wherever_its_stage_is_and_as_of_its_day(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        _ = await Applied(review);
        var before = review.House.Get<Calendar>().Today;
        review.House.Time.Advance(TimeSpan.FromDays(1));
        _ = (await Suspend(review, review.Owner)).Value;

        Assert.Equal("v1 PR-0001 v1 v1 v1", await Told(AsOf.Now));
        Assert.Equal("", await Told(AsOf.EndOf(before, review.House.Time.GetUtcNow().AddHours(-12))));

        async Task<string> Told(AsOf asOf)
        {
            var row = (await review.House.Get<RegisterQueries>().List(new(), SystemOrder.ByCode, new PageRequest(1, 50), asOf, default)).Items.Single();
            var entry = await review.House.Get<RegisterQueries>().Entry(review.System, asOf, default);
            var versions = await review.House.Get<VersionQueries>().OfSystem(review.System, new PageRequest(1, 50), asOf, default);
            var estate = await review.House.Get<EstateQueries>().List(new(), VersionOrder.Newest, new PageRequest(1, 50), asOf, default);
            var page = asOf.Day is null ? await review.House.Get<VersionQueries>().One(review.System, "v1", default) : null;
            return string.Join(' ', new[]
            {
                row.IsSuspended ? row.Version : null, string.Join(' ', entry?.Suspended ?? []), string.Join(' ', versions?.Items.Where(line => line.IsSuspended).Select(line => line.Label) ?? []),
                string.Join(' ', estate.Items.Where(line => line.IsSuspended).Select(line => line.Label)), page is { Line.IsSuspended: true } ? page.Line.Label : null,
            }.Where(told => told is { Length: > 0 }));
        }
    }

    [Theory]
    [InlineData(" ", "The old table.", "reason")]
    [InlineData("It is wrong.", "", "fallback")]
    public async Task It_is_said_why_and_what_takes_over(string reason, string fallback, string field)
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        _ = await Applied(review);

        var refused = await review.House.Get<SuspendPromotion>().Run(review.Owner, new(review.System, Stage.Production, reason, fallback), default);

        Assert.Equal(field, Assert.IsType<Invalid>(refused.Refusal).Faults[0].Field);
    }

    private static async Task<PromotionId> Applied(Review review)
    {
        var promotion = await review.InReview("v1");
        await review.Approve(promotion);
        _ = (await review.Apply(promotion)).Value;
        return promotion;
    }

    private static Task<Result<PromotionId>> Suspend(Review review, Actor by) =>
        review.House.Get<SuspendPromotion>().Run(by, new(review.System, Stage.Production, "It refuses everybody since noon.", "The old points table."), default);

    private static Task<Result<Done>> Resume(Review review, PromotionId promotion, Actor by) => review.House.Get<ResumePromotion>().Run(by, new(promotion, "Mended."), default);
}
