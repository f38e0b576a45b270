using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>A request that the people there cannot complete stands still, and nobody's silence ends it.</summary>
public sealed class StandstillTests
{
    [Theory, OnBothDatabases]
    public async Task A_recusal_without_an_alternate_stops_the_clock_and_a_new_holder_lets_it_go_on(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var chair = await review.House.Person("Chair", Role.BoardChair);
        var promotion = await review.InReview();
        _ = (await review.Sign(promotion, review.Technical)).Value;
        var before = await review.Room(promotion);

        _ = (await review.Sign(promotion, review.LegalSeat, Verdict.Recuse)).Value;
        await review.Pass(TimeSpan.FromMinutes(1));
        await review.Pass(TimeSpan.FromMinutes(1));
        var stands = await review.Room(promotion);
        await review.Pass(before.ExpiresAt - review.House.Time.GetUtcNow() + TimeSpan.FromHours(1));
        var late = await review.Room(promotion);
        _ = (await review.House.Get<FillSeat>().Run(await review.House.Person("Admin", Role.Administrator), new("Legal", (await review.House.Person("Board 3", Role.BoardMember)).Id(), null, null, null), default)).Value;
        await review.Pass(TimeSpan.FromMinutes(1));
        var after = await review.Room(promotion);

        Assert.Equal("Nobody can complete the step Board: it takes 2 votes of the seats Risk, Legal, beside the requester.", stands.Standstill?.Lack);
        Assert.Equal((PromotionState.InReview, before.ExpiresAt), (late.State, late.ExpiresAt));
        Assert.Null(after.Standstill);
        Assert.True(after.ExpiresAt > review.House.Time.GetUtcNow() && after.DueAt > before.DueAt);
        Assert.Equal([PromotionEvents.ClockStopped, PromotionEvents.ClockResumed], (await review.House.Entries()).Where(entry => entry.Subject == before.Code && entry.Action.StartsWith("promotion.clock", StringComparison.Ordinal)).Select(entry => entry.Action));
        await using var db = await review.House.Dbs.CreateDbContextAsync();
        Assert.Equal(
            new[] { chair.Id(), review.Owner.Id() }.OrderBy(person => person.Value),
            (await db.Notices.Where(notice => notice.Type == "promotion.clock-stopped" && notice.About == before.Code).Select(notice => notice.Person).ToListAsync()).OrderBy(person => person.Value));
    }

    /// <summary>From any instant to any other, over weekends, holidays and the changes of the clocks.</summary>
    [Fact]
    public void As_many_working_days_are_left_when_it_goes_on_as_were_left_when_it_stopped()
    {
        var random = new Random(5);
        var days = new WorkCalendar([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], new(12, 0), new(17, 0));
        var calendar = new Calendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), [new(2026, 4, 3), new(2026, 4, 6), new(2026, 12, 25)], TimeProvider.System);
        for (var round = 0; round < 5000; round++)
        {
            var stopped = House.Noon.AddMinutes(random.Next(-300 * 1440, 60 * 1440));
            var resumed = stopped.AddMinutes(random.Next(0, 40 * 1440));
            var due = days.Deadline(stopped.AddMinutes(-random.Next(1, 600)), random.Next(1, 12), calendar);

            var moved = new Standstill(stopped, "Nobody.").Moved(due, days, calendar, resumed);

            if (due <= stopped)
                Assert.Equal(due, moved);
            else
                Assert.Equal(days.EndsBetween(stopped, due, calendar), days.EndsBetween(resumed, moved, calendar));
        }
    }

    [Fact]
    public void Who_has_signed_counts_where_they_signed_though_they_have_left_and_nowhere_else()
    {
        var (requester, technical, other) = (PersonId.From(Guid.CreateVersion7()), PersonId.From(Guid.CreateVersion7()), PersonId.From(Guid.CreateVersion7()));
        var flow = new Flow("two", "Two", [new(StepKind.Technical, [Role.TechnicalReviewer], 1, null), new(StepKind.Risk, [Role.RiskManager], 1, null)]);
        var version = ModelVersion.Declare(SystemId.New(House.Noon), new Declaration("v1", new Artefact(ArtefactKind.Model, "m"), [], [requester]), requester, House.Noon);
        var promotion = Promotion.Request("PR-0001", version, Stage.Production, ReasonForChange.New, "Better.", requester, ShippedPolicy.AdoptedOn(new DateOnly(2026, 11, 2)), House.Noon);
        promotion.CheckGate(new GateVerdict(1, GateOutcome.Pass, []), new Subject([]), flow, new Deadlines(House.Noon.AddDays(5), House.Noon.AddDays(10)), House.Noon);

        Assert.NotNull(Quorum.LackOf(promotion, Holding(technical, technical), [requester], []));
        Assert.Null(Quorum.LackOf(promotion, Holding(technical, other), [requester], []));
        Assert.NotNull(Quorum.LackOf(promotion, Holding(technical, other), [requester, other], []));
        Assert.NotNull(Quorum.LackOf(promotion, Holding(technical, requester), [requester], []));

        var signer = Actor.InPerson(technical, "Technical", Roles.PermissionsOf([Role.TechnicalReviewer]), SessionId.New(House.Noon));
        Assert.Null(promotion.Decide(
            signer, Eligibility.Of(signer, promotion, new([], []), [], []), promotion.SubjectDigest, Verdict.Approve, "I approve.", "", [], new Authentication(Components.Password, House.Noon), House.Noon.AddDays(90), House.Noon));

        Assert.Equal("Risk", promotion.OpenStep?.Name);
        Assert.NotNull(Quorum.LackOf(promotion, Holding(null, technical), [requester], []));
        Assert.Null(Quorum.LackOf(promotion, Holding(null, other), [requester], []));
    }

    private static Signers Holding(PersonId? technical, PersonId? risk) => new(new Dictionary<Permission, IReadOnlyCollection<PersonId>>
    {
        [Permission.SignTechnical] = technical is { } one ? [one] : [],
        [Permission.SignRisk] = risk is { } another ? [another] : [],
    }, []);
}
