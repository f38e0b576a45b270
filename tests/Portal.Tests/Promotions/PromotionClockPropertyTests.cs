using Portal.Accounts;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>
/// Requests under a clock that is looked at now and then, and sometimes not for days: over weekends, holidays and the nights in which
/// the clocks change. What it told is held against the instants that were shown.
/// </summary>
public sealed class PromotionClockPropertyTests
{
    private const int Requests = 3000;

    private static readonly Policy Policy = Portal.Policies.Yaml.PolicyYaml.Read(SmallPolicy.WithFewChecks(new DateOnly(2026, 11, 2)), 1).Value;

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-10-25")]
    [InlineData("America/New_York", "2026-03-08", "2026-11-01")]
    public void Each_is_told_once_at_the_first_look_from_its_instant_on_and_nothing_is_told_that_is_past(string zone, params string[] changes)
    {
        var random = new Random(11);
        Dictionary<string, int> told = [];
        for (var number = 0; number < Requests; number++)
        {
            var (promotion, submitted) = Request(zone, changes, random);
            var (half, due, expires) = (submitted + ((promotion.DueAt - submitted) / 2), promotion.DueAt, promotion.ExpiresAt);
            List<(string What, DateTimeOffset At)> seen = [];
            List<DateTimeOffset> looks = [];
            for (var now = submitted; looks.Count == 0 || looks[^1] < expires.AddDays(1); now += Pause(random))
            {
                // Whatever was passed over on the way, somebody now and then looks at the very instant, and a moment before.
                foreach (var instant in new[] { half, due, expires }.Where(one => random.Next(2) == 0 && looks.Count > 0 && looks[^1] < one.AddTicks(-1) && one < now))
                    Look(instant);
                Look(now);
            }

            foreach (var (what, at, until) in new[] { ("Reminded", half, due), ("Escalated", due, expires), ("Expired", expires, DateTimeOffset.MaxValue) })
            {
                var first = looks.Where(look => look >= at && look < until).Take(1).ToList();
                Assert.True(seen.Where(one => one.What == what).Select(one => one.At).SequenceEqual(first), $"{zone}, request {number}: {what} at {string.Join(", ", seen.Where(one => one.What == what).Select(one => one.At.ToString("O")))}, looked at {first.FirstOrDefault():O}");
                told[what] = told.GetValueOrDefault(what) + first.Count;
            }

            void Look(DateTimeOffset now)
            {
                foreach (var at in new[] { now.AddTicks(-1), now })
                {
                    looks.Add(at);
                    if (promotion.Settle(at.AddDays(30), at))
                        seen.Add((promotion.State.ToString(), at));
                    else if (promotion.Notice(at) is { } notice)
                        seen.Add((notice.ToString(), at));
                }
            }
        }

        // Downtime swallowed some reminders and escalations whole, and no end.
        Assert.Equal(Requests, told["Expired"]);
        Assert.InRange(told["Reminded"], Requests / 2, Requests - 1);
        Assert.InRange(told["Escalated"], Requests / 2, Requests - 1);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-28")]
    [InlineData("Europe/Berlin", "2026-10-25")]
    [InlineData("America/New_York", "2027-03-14")]
    [InlineData("America/New_York", "2026-11-01")]
    public void A_delegation_over_the_night_in_which_the_clocks_change_holds_from_its_first_instant_to_before_its_last(string zone, string change)
    {
        var calendar = new Calendar(TimeZoneInfo.FindSystemTimeZoneById(zone), [], new FakeTime(House.Noon));
        var night = DateOnly.Parse(change, System.Globalization.CultureInfo.InvariantCulture);
        var (begins, ends) = (calendar.StartOf(night.AddDays(-1)), calendar.StartOf(night.AddDays(1)));
        var delegation = new Delegation(PersonId.From(Guid.CreateVersion7()), PersonId.From(Guid.CreateVersion7()), null, begins, ends, "Away.", begins.AddDays(-1));

        Assert.Equal(night.Month > 6 ? 49 : 47, (ends - begins).TotalHours);
        for (var at = begins.AddDays(-1); at < ends.AddDays(1); at = at.AddMinutes(10))
            Assert.Equal(calendar.DayOf(at) == night || calendar.DayOf(at) == night.AddDays(-1), delegation.Holds(at));
        Assert.False(delegation.Holds(begins.AddTicks(-1)) || delegation.Holds(ends));
        Assert.True(delegation.Holds(begins) && delegation.Holds(ends.AddTicks(-1)));
    }

    private static (Promotion Promotion, DateTimeOffset Submitted) Request(string zone, string[] changes, Random random)
    {
        var near = DateOnly.Parse(changes[random.Next(changes.Length)], System.Globalization.CultureInfo.InvariantCulture);
        var calendar = new Calendar(TimeZoneInfo.FindSystemTimeZoneById(zone), [.. Enumerable.Range(0, 3).Select(_ => near.AddDays(random.Next(-10, 20)))], new FakeTime(House.Noon));
        var submitted = calendar.StartOf(near.AddDays(random.Next(-14, 4))).AddMinutes(random.Next(0, 1440));
        var (person, days) = (PersonId.From(Guid.CreateVersion7()), random.Next(2, 11));
        var version = ModelVersion.Declare(SystemId.New(submitted), new Declaration("v1", new Artefact(ArtefactKind.Model, "m"), [], [person]), person, submitted);
        var promotion = Promotion.Request("PR-0001", version, Stage.Production, ReasonForChange.New, "Better.", person, Policy, submitted);
        var deadlines = new Deadlines(Policy.Calendar.Deadline(submitted, days, calendar), Policy.Calendar.Deadline(submitted, 2 * days, calendar));
        promotion.CheckGate(new GateVerdict(1, GateOutcome.Pass, []), new Subject([new SubjectPart("Purpose", "Scores.")]), Policy.FlowTo(Stage.Production, RiskTier.High), deadlines, submitted);
        return (promotion, submitted);
    }

    /// <summary>Seconds to hours, and one look in twelve days late.</summary>
    private static TimeSpan Pause(Random random) => random.Next(12) == 0 ? TimeSpan.FromHours(random.Next(24, 24 * 9)) : TimeSpan.FromSeconds(random.Next(5, 40_000));
}
