using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>
/// Five thousand histories of votes, changes, clocks and chairs by whoever there is, most of whom may not: what came out is held against
/// the record of votes, counted again here by other means.
/// </summary>
public sealed class RandomHistoryTests
{
    private const int Histories = 5000;

    private static readonly Policy Policy = PolicyYaml();
    private static readonly string[] Functions = ["Risk", "Legal", "Data", "Technology", "Architecture"];

    [Fact]
    public void No_history_approves_what_the_rules_do_not()
    {
        Dictionary<PromotionState, int> met = [];
        var ratified = 0;
        for (var seed = 0; seed < Histories; seed++)
        {
            var history = new History(new Random(seed));
            HashSet<PromotionState> states = [];
            for (var act = 0; act < 60 && !history.IsOver; act++)
            {
                history.Act();
                history.Check($"history {seed}, act {act}");
                states.Add(history.Promotion.State);
            }

            ratified += history.Promotion.Emergency is { RatifiedAt: not null } ? 1 : 0;
            foreach (var state in states)
                met[state] = met.GetValueOrDefault(state) + 1;
        }

        // Everything that may become of a request was met, and not by chance alone.
        foreach (var state in new[] { PromotionState.Approved, PromotionState.ApprovedWithConditions, PromotionState.Rejected, PromotionState.ChangesRequested, PromotionState.Expired, PromotionState.Applied, PromotionState.Suspended, PromotionState.AppliedInEmergency, PromotionState.Revoked, PromotionState.Retired })
            Assert.True(met.GetValueOrDefault(state) > Histories / 100, $"{state}: {met.GetValueOrDefault(state)} of {Histories}");
        Assert.True(ratified > Histories / 100, $"ratified: {ratified} of {Histories}");
    }

    [Fact]
    public void How_it_stood_at_any_instant_is_what_was_seen_then()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (history, seen) = (new History(new Random(seed)), new Dictionary<DateTimeOffset, string>());
            for (var act = 0; act < 60 && !history.IsOver; act++)
            {
                history.Act();
                seen[history.Now] = Words(history.Promotion);
            }

            foreach (var (at, words) in seen)
                Assert.Equal(words, Words(history.At(at)));
            Assert.Equal(history.Promotion.Revisions.Skip(1).Select(revision => (DateTimeOffset?)revision.ValidFrom).Append(null), history.Promotion.Revisions.Select(revision => revision.ValidTo));
        }
    }

    [Theory, OnBothDatabases]
    public async Task How_it_stood_is_read_back_from_the_database(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (history, seen, calendar) = (new History(new Random(11)), new SortedDictionary<DateTimeOffset, string>(), house.Get<Calendar>());
        await using (var db = await house.Dbs.CreateDbContextAsync())
        {
            db.Promotions.Add(history.Promotion);
            for (var act = 0; act < 40; act++)
            {
                history.Act();
                seen[history.Now] = Words(history.Promotion);
                await db.SaveChangesAsync();
            }
        }

        await using var reading = await house.Dbs.CreateDbContextAsync();
        foreach (var day in seen.Keys.Select(at => calendar.DayOf(at)).Distinct())
        {
            var stood = await StoodPromotions.One(reading, history.Promotion.Id, calendar.EndOf(day), default);
            Assert.Equal(seen.Last(one => calendar.DayOf(one.Key) <= day).Value, Words(stood));
        }

        Assert.True(seen.Count > 3);
        Assert.Null(await StoodPromotions.One(reading, history.Promotion.Id, calendar.EndOf(calendar.DayOf(House.Noon).AddDays(-1)), default));
    }

    /// <summary>All of it that may change.</summary>
    private static string Words(Promotion? stood) => stood is null ? "" : string.Join(" | ", [
        (stood.Told() with { Round = 0, Conditions = [], StaleFields = [] }).ToString(), .. stood.Conditions.Select(condition => condition.ToString()), .. stood.StaleFields.Select(field => field.ToString()),
        .. stood.Votes.OrderBy(vote => vote.Number).Select(vote => $"{vote.Number} {vote.Verdict}"), stood.Gate.Digest.Text, stood.Subject.Digest.Text, stood.Flow.Name, stood.OpenStep?.Name ?? "closed"]);

    private static Policy PolicyYaml() => Portal.Policies.Yaml.PolicyYaml.Read(SmallPolicy.WithFewChecks(new DateOnly(2026, 11, 2)), 1).Value;

    /// <summary>One request, a house full of people, and what was cast.</summary>
    private sealed class History
    {
        private readonly Random _random;
        private readonly List<Somebody> _people = [];
        private readonly List<SeatHolding> _seats = [];
        private readonly Dictionary<PersonId, List<PersonId>> _delegations = [];
        private readonly HashSet<PersonId> _barred;
        private DateTimeOffset _now = House.Noon;
        private DateTimeOffset _boardOpened;
        private readonly bool _isHasty;
        private int _subjects;

        public History(Random random)
        {
            _random = random;
            _isHasty = random.Next(3) == 0;
            foreach (var role in new[] { Role.SystemOwner, Role.Developer, Role.TechnicalReviewer, Role.TechnicalReviewer, Role.IndependentValidator, Role.IndependentValidator, Role.RiskManager, Role.RiskManager })
                _people.Add(Somebody.Of(role));
            foreach (var function in Functions)
            {
                var (holder, alternate) = (Somebody.Of(Role.BoardMember), Somebody.Of(Role.BoardMember));
                _people.AddRange([holder, alternate]);
                _seats.Add(new SeatHolding(function, holder.Id, random.Next(3) == 0 ? null : alternate.Id));
            }

            // Some have several hats: a reviewer who sits on the board, a contributor who reviews.
            foreach (var person in _people.Skip(2).Where(_ => random.Next(5) == 0))
                person.Roles.Add(random.Next(2) == 0 ? Role.TechnicalReviewer : Role.BoardMember);
            var (requester, contributor) = (_people[0], random.Next(2) == 0 ? _people[1] : _people[random.Next(2, _people.Count)]);
            foreach (var delegator in _people.Where(_ => random.Next(6) == 0))
                _delegations.TryAdd(_people[random.Next(_people.Count)].Id, [delegator.Id]);
            _barred = [requester.Id, contributor.Id, .. _delegations.Where(to => to.Value.Contains(requester.Id) || to.Value.Contains(contributor.Id)).Select(to => to.Key)];
            Contributors = [contributor.Id];

            var version = ModelVersion.Declare(SystemId.New(_now), new Declaration("v1", new Artefact(ArtefactKind.Model, "m"), [], [contributor.Id]), contributor.Id, _now);
            Promotion = Promotion.Request("PR-0001", version, Stage.Production, ReasonForChange.New, "Better.", requester.Id, Policy, _now);
            Promotion.CheckGate(new GateVerdict(1, GateOutcome.Pass, []), Subject(), Policy.FlowTo(Stage.Production, RiskTier.High), Deadlines, _now);
        }

        public Promotion Promotion { get; }

        public DateTimeOffset Now => _now;

        /// <summary>As a reader gets it of a past instant.</summary>
        public Promotion At(DateTimeOffset at)
        {
            var revision = Promotion.Revisions.Single(one => one.ValidFrom <= at && !(one.ValidTo <= at));
            return Promotion.AsItStood(revision, Promotion.Rounds.Single(round => round.Number == revision.Stands.Round), at);
        }

        public bool IsOver => Promotion.State is PromotionState.Rejected or PromotionState.ChangesRequested or PromotionState.Expired or PromotionState.Revoked or PromotionState.Retired;

        private IReadOnlyCollection<PersonId> Contributors { get; }

        private Deadlines Deadlines => new(_now.AddDays(5), _now.AddDays(10));

        public void Act()
        {
            var step = Promotion.OpenStep?.Kind;
            switch (_random.Next(20))
            {
                case 0: _now = _now.AddHours(_random.Next(1, 60)); Promotion.Settle(_now.AddDays(10), _now); break;
                case 1: _ = Promotion.SetClose(_now.AddHours(_random.Next(0, 40)), _seats.ConvertAll(seat => seat.Function), _now.AddDays(10), _now); break;
                case 2: GoStale(); break;
                case 3: ComeBack(); break;
                case 4 when _isHasty: BreakTheGlass(); break;
                case 5: StopOrGoOn(); break;
                case < 12 when Promotion.OpenStep is null && Promotion.State != PromotionState.Stale: StopOrGoOn(); break;
                default: Vote(); break;
            }

            if (Promotion.OpenStep?.Kind == StepKind.Board && step != StepKind.Board)
                _boardOpened = _now;
        }

        public void Check(string where)
        {
            Assert.All(Promotion.Votes, vote => Assert.False(_barred.Contains(vote.Person), $"{where}: somebody who took part voted"));
            foreach (var revision in Promotion.Votes.GroupBy(vote => vote.Revision))
                Assert.All(revision.GroupBy(vote => vote.Person), votes => Assert.True(votes.Select(vote => vote.Step).Distinct().Count() == 1, $"{where}: one person in two steps"));
            if (Promotion.Emergency is { Confirmed: { } second } emergency)
            {
                Assert.True(emergency.Started.Person != second.Person, $"{where}: one person twice");
                Assert.True(second.At < emergency.Started.At + Emergency.ToConfirm, $"{where}: the second came late");
                Assert.True(emergency.RatifiedAt is not null || Promotion.State is not (PromotionState.Applied or PromotionState.Retired), $"{where}: applied for good without a review");
            }

            if (Promotion.State is PromotionState.Approved or PromotionState.ApprovedWithConditions or PromotionState.Applied)
                Assert.True(WhyNotApproved() is null, $"{where}: {WhyNotApproved()}");
        }

        /// <summary>Counted anew: the last word of each person on this very subject, a seat at most once.</summary>
        private string? WhyNotApproved()
        {
            if (PromotionMoves.Approvals.Contains(Promotion.State) && Promotion.State == PromotionState.Approved == Promotion.Conditions.Count > 0)
                return "conditions and outcome do not agree";

            var last = Promotion.Votes.Where(vote => vote.Revision == Promotion.Revision).Reverse().DistinctBy(vote => vote.Person).ToList();
            foreach (var step in Promotion.Flow.Steps)
            {
                var said = last.Where(vote => vote.Step == step.Kind && vote.Verdict != Verdict.Recuse).ToList();
                var approving = said.Count(vote => vote.Verdict is Verdict.Approve or Verdict.ApproveWithConditions && vote.Subject == Promotion.SubjectDigest);
                var noes = said.Count(vote => vote.Verdict == Verdict.Reject || (vote.Verdict == Verdict.RequestChanges && vote.Subject == Promotion.SubjectDigest));
                if (step.Board is not { } board)
                {
                    if (approving < 1)
                        return $"{step.Kind} has no signature on this subject";
                    continue;
                }

                if (said.Select(vote => vote.Seat).Distinct().Count() != said.Count)
                    return "a seat voted twice";
                var abstaining = said.Count(vote => vote.Verdict == Verdict.Abstain && vote.Subject == Promotion.SubjectDigest);
                if ((approving + noes + abstaining) * 5 < 3 * board.Seats.Count)
                    return "participation is short";
                if (!said.Exists(vote => vote.Seat is "Risk" or "Legal"))
                    return "neither Risk nor Legal took part";
                if (approving < 2 || approving <= noes)
                    return "it is not approved";
                if (noes == 0 && (Promotion.Emergency?.RatifiedAt ?? Promotion.DecidedAt) < _boardOpened.AddHours(24) && said.Count < 5)
                    return "it closed before its hours were over";
            }

            return null;
        }

        private void Vote()
        {
            var person = _people[_random.Next(_people.Count)];
            var actor = person.Actor;
            var delegators = _delegations.GetValueOrDefault(person.Id, []).Select(from => _people.First(one => one.Id == from))
                .Select(from => new Delegator(from.Id, "Somebody", Roles.PermissionsOf(from.Roles))).ToList();
            var eligible = Eligibility.Of(actor, Promotion, new(Contributors, []), _seats, delegators);
            var displayed = _random.Next(12) == 0 ? Digest.Of([1]) : Promotion.SubjectDigest;
            var (before, verdict) = (Promotion.Votes.Count, Any());
            var refusal = Promotion.Decide(actor, eligible, displayed, verdict, "I say so.", _random.Next(15) == 0 ? "" : "Because.", verdict == Verdict.ApproveWithConditions ? [new Condition("Do it.", person.Id, new DateOnly(2027, 1, 1), Blocking: true)] : [], new Authentication(Components.Password, _now), _now.AddDays(10), _now);
            Assert.Equal(refusal is null ? before + 1 : before, Promotion.Votes.Count);
            if (refusal is null)
                Assert.Equal(displayed, Promotion.Votes[^1].Subject);
        }

        /// <summary>By whoever there is, twice by the same now and then.</summary>
        private void BreakTheGlass()
        {
            var signature = new EmergencySignature(_people[_random.Next(_people.Count)].Id, "Somebody", "It cannot wait.", "Fraud.", _random.Next(12) == 0 ? Digest.Of([1]) : Promotion.SubjectDigest, "password", _now, _now);
            if (Promotion.Emergency is { } emergency && emergency.IsWaiting(_now))
            {
                if (Promotion.ConfirmEmergency(signature, _now.AddDays(5), _now) is null)
                    _boardOpened = _now;
                return;
            }

            if (Promotion.WhyNoEmergency(signature.Subject) is not null)
                return;
            if (Promotion.State != PromotionState.InReview)
                Promotion.FreezeForEmergency(new GateVerdict(1, GateOutcome.Pass, []), Subject(), Promotion.Flow);
            Promotion.StartEmergency(signature);
        }

        /// <summary>What the rules refuse changes nothing.</summary>
        private void StopOrGoOn() => _ = _random.Next(8) switch
        {
            0 => Promotion.Suspend(new Suspension("Complaints.", "The old table.", _now, null), _now),
            1 or 2 => Promotion.Resume(_now),
            3 => Promotion.Revoke(new Removal("It decides wrongly.", "The old table.", _now, null), _now),
            4 => Promotion.Retire(new Removal("Nobody uses it.", "The old table.", _now, null), _now),
            _ => Promotion.Apply(new GateVerdict(1, GateOutcome.Pass, []), null, _now),
        };

        private Verdict Any() => _random.Next(24) switch { 0 => Verdict.Reject, 1 => Verdict.RequestChanges, 2 => Verdict.Abstain, 3 => Verdict.Recuse, 4 => Verdict.ApproveWithConditions, _ => Verdict.Approve };

        private void GoStale() => Promotion.GoesStale(_random.Next(2) == 0 ? Subject() : Promotion.Subject, null, _now);

        private void ComeBack()
        {
            if (Promotion.State != PromotionState.Stale || Promotion.Resubmit(Promotion.Requester, "Still.", _random.Next(3) == 0 ? Again.NextRevision : Again.SameRevision, 1, _now) is not null)
                return;

            Promotion.CheckGate(new GateVerdict(1, GateOutcome.Pass, []), Subject(), Promotion.Flow, Deadlines, _now);
        }

        private Subject Subject() => new([new SubjectPart("Purpose", $"{_subjects++}")]);
    }

    private sealed class Somebody
    {
        public PersonId Id { get; } = PersonId.From(Guid.CreateVersion7());

        public List<Role> Roles { get; private init; } = [];

        public Actor Actor => Actor.InPerson(Id, "Somebody", Portal.Accounts.Roles.PermissionsOf(Roles), SessionId.New(House.Noon));

        public static Somebody Of(Role role) => new() { Roles = [role] };
    }
}
