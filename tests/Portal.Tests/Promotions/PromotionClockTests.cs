using Portal.Data;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>What becomes of a request by the hour: each once, and none skipped.</summary>
public sealed class PromotionClockTests
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(8);
    private static readonly string[] ByTheClock = [PromotionEvents.Reminded, PromotionEvents.Escalated, PromotionEvents.Expired];

    [Theory, OnBothDatabases]
    public async Task A_reminder_at_half_of_the_time_an_escalation_at_its_end_and_then_the_request_expires(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        _ = await review.SeatWholeBoard();
        var promotion = await review.InReview();
        var room = await review.Room(promotion);

        List<(string Action, DateTimeOffset At)> seen = [];
        var known = (await review.House.Entries()).Count;
        while ((await review.Room(promotion)).State == PromotionState.InReview)
        {
            await review.Pass(Step);
            var entries = await review.House.Entries();
            seen.AddRange(entries.Skip(known).Where(entry => ByTheClock.Contains(entry.Action)).Select(entry => (entry.Action, review.House.Time.GetUtcNow())));
            known = entries.Count;
        }

        Assert.Equal(ByTheClock, seen.Select(one => one.Action));
        Assert.InRange(seen[0].At - (room.SubmittedAt + ((room.DueAt - room.SubmittedAt) / 2)), TimeSpan.Zero, Step);
        Assert.InRange(seen[1].At - room.DueAt, TimeSpan.Zero, Step);
        Assert.InRange(seen[2].At - room.ExpiresAt, TimeSpan.Zero, Step);
        Assert.Equal(17, review.House.Get<Calendar>().Local(room.ExpiresAt).Hour.Hour);
    }

    [Theory, OnBothDatabases]
    public async Task What_fell_due_while_nobody_ran_follows_at_the_next_turn_the_last_of_it_once(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        var due = (await review.Room(promotion)).DueAt;

        await review.Pass(due - review.House.Time.GetUtcNow() + TimeSpan.FromMinutes(1));
        await review.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal([PromotionEvents.Escalated], (await review.House.Entries()).Select(entry => entry.Action).Where(ByTheClock.Contains));
    }

    [Theory, OnBothDatabases]
    public async Task An_approval_that_nobody_applies_and_a_stale_request_that_nobody_takes_up_expire_too(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var approved = await review.InReview("v1");
        await review.Approve(approved);
        var stale = await review.InReview("v2");
        await review.Pass((await review.Room(approved)).ExpiresAt - review.House.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Equal(PromotionState.Approved, (await review.Room(approved)).State);
        await review.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((PromotionState.Expired, PromotionState.Expired), ((await review.Room(approved)).State, (await review.Room(stale)).State));
        Assert.IsType<NotAllowed>((await review.Apply(approved)).Refusal);
        Assert.NotNull((await review.Request("v2")).Value.ToString());
    }

    [Theory, OnBothDatabases]
    public async Task Two_nodes_whose_clocks_turn_at_once_tell_it_once(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        await using var other = review.House.AnotherNode();
        review.House.Time.Advance((await review.Room(promotion)).DueAt - review.House.Time.GetUtcNow());

        await Task.WhenAll(review.House.Get<PromotionClock>().Turn(default), ((PromotionClock)other.GetService(typeof(PromotionClock))!).Turn(default));

        Assert.Single(await review.House.Entries(), entry => entry.Action == PromotionEvents.Escalated);
    }

    /// <summary>Submitted on the Wednesday before the clocks go forward, with Good Friday a week later.</summary>
    [Theory, OnBothDatabases]
    public async Task The_instant_that_was_shown_is_the_one_that_fires_over_holidays_and_the_night_the_clocks_change(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider, options => options with { Organisation = options.Organisation with { TimeZone = "Europe/Berlin", Holidays = ["2027-03-26", "2027-03-29"] } });
        review.House.Time.Advance(new DateTimeOffset(2027, 3, 24, 9, 0, 0, TimeSpan.Zero) - review.House.Time.GetUtcNow());
        var promotion = await review.InReview();
        var room = await review.Room(promotion);
        Assert.Equal(new DateTimeOffset(2027, 4, 1, 15, 0, 0, TimeSpan.Zero), room.DueAt);

        List<(string Action, DateTimeOffset At)> told = [];
        foreach (var at in new[] { room.SubmittedAt + ((room.DueAt - room.SubmittedAt) / 2), room.DueAt, room.ExpiresAt })
        {
            await review.Pass(at.AddTicks(-1) - review.House.Time.GetUtcNow());
            Assert.Equal(told.Count, await Told());
            await review.Pass(TimeSpan.FromTicks(1));
            await review.Pass(TimeSpan.Zero);
            told.Add((ByTheClock[told.Count], at));
            Assert.Equal(told.Count, await Told());
        }

        Assert.Equal(told, (await review.House.Entries()).Where(entry => ByTheClock.Contains(entry.Action)).Select(entry => (entry.Action, entry.Time)));

        async Task<int> Told() => (await review.House.Entries()).Count(entry => ByTheClock.Contains(entry.Action));
    }
}
