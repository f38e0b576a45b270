using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

/// <summary>Looking at a system again, and being told to.</summary>
public sealed class ReviewTests
{
    [Theory, OnBothDatabases]
    public async Task Who_answers_for_the_entry_confirms_it_and_the_next_review_is_due_after_the_interval_of_its_tier(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, filed) = await Published(house);
        house.Time.Advance(TimeSpan.FromDays(200));

        var next = (await Recertify(house, owner, filed, ReviewDecision.GoesOn, "Arrears fell by a tenth; nothing else would do it better.")).Value;

        Assert.Equal(house.Time.GetUtcNow().AddMonths(12), next);
        var recorded = (await house.Entries())[^1];
        Assert.Equal(("system.recertified", "Arrears fell by a tenth; nothing else would do it better."), (recorded.Action, recorded.Reason));
        await using var db = await house.Dbs.CreateDbContextAsync();
        var review = await db.BusinessReviews.SingleAsync();
        Assert.Equal((1, ReviewDecision.GoesOn, owner.Id()), (review.Revision, review.Decision, review.By));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_to_change_or_to_end_is_looked_at_again_in_a_month(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, filed) = await Published(house);

        Assert.Equal(House.Noon.AddMonths(1), (await Recertify(house, owner, filed, ReviewDecision.NeedsChange, "The cut-off is too strict.")).Value);
    }

    [Theory, OnBothDatabases]
    public async Task A_review_is_of_what_was_read_by_who_answers_for_it_and_says_something(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, filed) = await Published(house);
        var stranger = await house.Person("Stranger", Role.SystemOwner);
        var other = Digest.Of("something else"u8);

        Assert.IsType<Forbidden>((await Recertify(house, stranger, filed, ReviewDecision.GoesOn, "Fine.")).Refusal);
        Assert.IsType<Changed>((await house.Get<RecertifyEntry>().Run(owner, new(filed.Code, other, ReviewDecision.GoesOn, "Fine."), default)).Refusal);
        Assert.Equal("statement", Assert.Single(Assert.IsType<Invalid>((await Recertify(house, owner, filed, ReviewDecision.GoesOn, " ")).Refusal).Faults).Field);
        Assert.Equal("decision", Assert.Single(Assert.IsType<Invalid>((await Recertify(house, owner, filed, (ReviewDecision)9, "Fine.")).Refusal).Faults).Field);
    }

    [Theory, OnBothDatabases]
    public async Task Owners_are_told_thirty_and_seven_days_before_and_on_the_day_and_who_stands_above_two_weeks_after(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (_, filed) = await Published(house);
        var due = House.Noon.AddMonths(12);
        List<string> told = [];
        foreach (var at in new[] { -31.0, -30, -29, -7, -6, 0, 1, 14, 15, 40 })
            told.AddRange((await ToldAt(house, due.AddDays(at))).Select(who => $"{at}: {who}"));

        Assert.Equal(
            ["-30: owner", "-7: owner", "0: owner", "14: executive", "14: owner", "14: risk"], told);
        Assert.Equal("system.review-overdue", (await house.Entries())[^1].Action);
        Assert.Equal(filed.Code, (await house.Entries())[^1].Subject);
    }

    [Theory, OnBothDatabases]
    public async Task What_falls_due_lies_on_the_desks_of_its_people_from_the_first_notice_on(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, filed) = await Published(house);
        var stranger = await house.Person("Stranger", Role.SystemOwner);
        await house.Edit(owner, filed.Code, Content(owner, (await Executive(house)).Id()) with { TemporaryUntil = new DateOnly(2027, 10, 20) });
        _ = (await house.Submit(owner, filed.Code)).Value;
        var due = house.Get<DueQueries>();

        house.Time.Advance(House.Noon.AddMonths(12).AddDays(-30) - TimeSpan.FromSeconds(1) - House.Noon);
        Assert.Empty(await due.For(owner.Id(), default));
        house.Time.Advance(TimeSpan.FromDays(12));

        Assert.Equal([(DueKind.End, false), (DueKind.Review, false)], (await due.For(owner.Id(), default)).Select(line => (line.Kind, line.IsOver)));
        Assert.Empty(await due.For(stranger.Id(), default));
        house.Time.Advance(TimeSpan.FromDays(20));
        Assert.All(await due.For((await Executive(house)).Id(), default), line => Assert.True(line.IsOver));
    }

    [Theory, OnBothDatabases]
    public async Task After_a_time_in_which_nobody_was_told_only_the_latest_is_and_only_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        _ = await Published(house);

        Assert.Equal(["owner"], await ToldAt(house, House.Noon.AddMonths(12).AddDays(1)));
        Assert.Empty(await ToldAt(house, House.Noon.AddMonths(12).AddDays(2)));
    }

    [Theory, OnBothDatabases]
    public async Task A_confirmed_review_begins_the_reminders_anew(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, filed) = await Published(house);
        Assert.Equal(["owner"], await ToldAt(house, House.Noon.AddMonths(12).AddDays(-7)));
        var next = (await Recertify(house, owner, filed, ReviewDecision.GoesOn, "Fine.")).Value;

        Assert.Empty(await ToldAt(house, next.AddDays(-40)));
        Assert.Equal(["owner"], await ToldAt(house, next.AddDays(-30)));
    }

    [Theory, OnBothDatabases]
    public async Task Owners_of_what_is_temporary_are_told_before_its_last_day_and_when_it_has_passed(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, filed) = await Published(house);
        await house.Edit(owner, filed.Code, Content(owner, (await Executive(house)).Id()) with { TemporaryUntil = new DateOnly(2026, 12, 23) });
        _ = (await house.Submit(owner, filed.Code)).Value;
        var end = new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero);
        List<double> told = [];
        foreach (var at in new[] { -14.5, -14, -4, -3, -1, 0, 1 })
            told.AddRange((await ToldAt(house, end.AddDays(at))).Select(_ => at));

        Assert.Equal([-14, -3, 0], told);
        Assert.Equal("system.time-ran-out", (await house.Entries())[^1].Action);
    }

    private static async Task<(Actor Owner, Filed Filed)> Published(House house)
    {
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        var filed = await house.FileAndSubmit(owner, Content(owner, (await Executive(house)).Id()));
        _ = (await house.Accept(risk, filed.Code)).Value;
        return (owner, filed);
    }

    private static async Task<Actor> Executive(House house)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        var there = await db.Users.SingleOrDefaultAsync(user => user.Email == House.AddressOf("Executive"));
        return there is null ? await house.Person("Executive", Role.AccountableExecutive) : Actor.InPerson(there.Person, there.Name, new HashSet<Permission>());
    }

    private static EntryContent Content(Actor owner, PersonId executive) => An.Entry(owner.Id()) with { AccountableExecutive = executive };

    private static async Task<Result<DateTimeOffset>> Recertify(House house, Actor actor, Filed filed, ReviewDecision decision, string statement) =>
        await house.Get<RecertifyEntry>().Run(actor, new(filed.Code, (await house.Entry(filed.Code)).Shown.Digest, decision, statement), default);

    /// <summary>Who gets a mail at the turn of the clock at this time.</summary>
    private static async Task<IReadOnlyList<string>> ToldAt(House house, DateTimeOffset at)
    {
        if (at > house.Time.GetUtcNow())
            house.Time.Advance(at - house.Time.GetUtcNow());
        await using var db = await house.Dbs.CreateDbContextAsync();
        var before = await db.Deliveries.Select(delivery => delivery.Id).ToListAsync();
        await house.Get<RegisterClock>().Turn(default);
        var targets = await db.Deliveries.Where(delivery => !before.Contains(delivery.Id)).Select(delivery => delivery.Target).ToListAsync();
        return [.. targets.Select(target => target.Split('@')[0]).Order()];
    }
}
