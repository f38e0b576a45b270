using System.Globalization;
using Portal.Audit;
using Portal.Evaluation;

namespace Portal.Promotions;

/// <summary>
/// How a request stood before the portal kept that, told from its entries in the ledger and its signatures. Nothing is made up: what no
/// entry says is as it was at the end, and each row says that it was told.
/// </summary>
internal sealed class ToldHistory
{
    /// <summary>The entry names the field that changed, and not what it said.</summary>
    private const string NotKept = "not kept";

    private readonly Promotion _promotion;
    private readonly List<PromotionRevision> _revisions = [];
    private readonly List<PromotionRound> _rounds = [];
    private PromotionStanding _stands;

    private ToldHistory(Promotion promotion) => (_promotion, _stands) = (promotion, Before(promotion.Told()));

    public IReadOnlyList<PromotionRevision> Revisions => _revisions;

    public IReadOnlyList<PromotionRound> Rounds => _rounds;

    public static ToldHistory Of(Promotion promotion, IEnumerable<EntryFacts> entries)
    {
        var told = new ToldHistory(promotion);
        foreach (var entry in entries.OrderBy(entry => entry.Index))
        {
            told._stands = told.After(entry);
            told.PassSteps(entry.Time);
            told.Add(entry.Time);
        }

        told.End();
        return told;
    }

    /// <summary>Nothing of what came later, but by when it was to be decided, which no entry says.</summary>
    private static PromotionStanding Before(PromotionStanding stands) => new() { State = PromotionState.Draft, Revision = 1, PolicyNumber = stands.PolicyNumber, DueAt = stands.DueAt, ExpiresAt = stands.ExpiresAt, SubjectDigest = stands.SubjectDigest, Series = stands.Series };

    private PromotionStanding After(EntryFacts entry) => entry.Action switch
    {
        PromotionEvents.Requested => Requested(entry),
        PromotionEvents.Approved or PromotionEvents.ApprovedWithConditions or PromotionEvents.Rejected or PromotionEvents.ChangesRequested or PromotionEvents.Abstained or PromotionEvents.Recused or PromotionEvents.Closed => Moved(entry),
        PromotionEvents.CloseSet => Moved(entry) is { State: PromotionState.InReview } open ? open with { ClosesAt = Instant(entry["at"]) } : Moved(entry),
        PromotionEvents.Expired => _stands with { State = PromotionState.Expired, DecidedAt = _stands.State == PromotionState.InReview ? entry.Time : _stands.DecidedAt },
        PromotionEvents.WentStale => _stands with { State = PromotionState.Stale, StaleTimes = _stands.StaleTimes + 1, StaleFields = [.. (entry.Reason ?? "").Split("; ").Select(field => new Difference(field, NotKept, NotKept))] },
        PromotionEvents.ClockStopped => _stands with { Standstill = new Standstill(entry.Time, entry.Reason ?? "") },
        PromotionEvents.ClockResumed => _stands with { Standstill = null },
        PromotionEvents.Withdrawn => _stands with { State = PromotionState.Withdrawn },
        PromotionEvents.Applied => _stands with { State = PromotionState.Applied, AppliedAt = entry.Time, AppliedBy = entry.Person },
        PromotionEvents.Suspended => _stands with { State = PromotionState.Suspended, Suspension = new Suspension(entry.Reason ?? "", entry["fallback"], entry.Time, entry.Person) },
        PromotionEvents.Resumed => _stands with { State = PromotionState.Applied, Suspension = null },
        PromotionEvents.EmergencyStarted => Frozen(entry) with { Emergency = _promotion.Emergency is { } emergency && emergency.Started.At == entry.Time ? new Emergency(emergency.Started) : null },
        PromotionEvents.AppliedInEmergency => _stands with { State = PromotionState.AppliedInEmergency, AppliedAt = entry.Time, AppliedBy = entry.Person, DecidedAt = entry.Time, Emergency = _promotion.Emergency is null ? null : _promotion.Emergency with { RatifiedAt = null, MissedAt = null } },
        PromotionEvents.Ratified => Moved(entry) with { Emergency = _stands.Emergency is null ? null : _stands.Emergency with { RatifiedAt = entry.Time } },
        PromotionEvents.ReviewMissed => _stands with { Emergency = _stands.Emergency is null ? null : _stands.Emergency with { MissedAt = entry.Time } },
        PromotionEvents.Superseded => _stands with { State = PromotionState.Superseded },
        PromotionEvents.Revoked => _stands with { State = PromotionState.Revoked, Removal = RemovalOf(entry) },
        PromotionEvents.Retired => _stands with { State = PromotionState.Retired, Removal = RemovalOf(entry) },
        _ => _stands,
    };

    private PromotionStanding Requested(EntryFacts entry)
    {
        var revision = int.TryParse(entry["revision"], CultureInfo.InvariantCulture, out var number) ? number : 1;
        return Frozen(entry) with
        {
            State = StateIn(entry["outcome"]) ?? PromotionState.InReview,
            Revision = revision,
            PolicyNumber = entry.Policy ?? _promotion.PolicyNumber,
            SubmittedAt = entry.Time,
            StepOpenedAt = entry.Time,
            ClosesAt = null,
            DecidedAt = null,
            Standstill = null,
            Emergency = null,
            StaleFields = revision == _stands.Revision ? _stands.StaleFields : [],
        };
    }

    /// <summary>Of what was frozen then only the digest is known, unless it is what is frozen still.</summary>
    private PromotionStanding Frozen(EntryFacts entry)
    {
        var digest = entry.After ?? _promotion.SubjectDigest;
        if (_rounds.Count > 0 && digest == _stands.SubjectDigest)
            return _stands with { StepsDone = entry.Action == PromotionEvents.Requested ? 0 : _stands.StepsDone };

        var round = _rounds.Count + 1;
        _rounds.Add(digest == _promotion.SubjectDigest
            ? PromotionRound.Of(_promotion, round)
            : PromotionRound.Told(_promotion.Id, round, entry.Reason ?? "", entry.Policy ?? _promotion.PolicyNumber, StateIn(entry["outcome"]) == PromotionState.GateFailed ? GateOutcome.Fail : GateOutcome.Pass));
        return _stands with { Round = round, SubjectDigest = digest, StepsDone = 0 };
    }

    private PromotionStanding Moved(EntryFacts entry)
    {
        var state = StateIn(entry["state"]) ?? _stands.State;
        var decided = state != _stands.State && _stands.State == PromotionState.InReview;
        return _stands with
        {
            State = state,
            Standstill = state == PromotionState.InReview ? _stands.Standstill : null,
            DecidedAt = decided ? entry.Time : _stands.DecidedAt,
            Conditions = decided && PromotionMoves.Approvals.Contains(state) && _stands.SubjectDigest == _promotion.SubjectDigest ? _promotion.Conditions : _stands.Conditions,
        };
    }

    /// <summary>The signatures that there were by then say how far it had come.</summary>
    private void PassSteps(DateTimeOffset at)
    {
        if (_rounds is not [.., { Flow.Steps: { Count: > 0 } steps }])
            return;
        if (PromotionMoves.Approvals.Contains(_stands.State))
        {
            _stands = _stands with { StepsDone = steps.Count, ClosesAt = null };
            return;
        }

        var said = _promotion.Votes.Where(vote => vote.Revision == _stands.Revision && vote.At <= at).GroupBy(vote => vote.Person).Select(votes => votes.MaxBy(vote => vote.Number)).OfType<Vote>()
            .Where(vote => vote.Subject == _stands.SubjectDigest || vote.Verdict == Verdict.Reject).ToList();
        while (_stands.State is PromotionState.InReview or PromotionState.AppliedInEmergency && _stands.StepsDone < steps.Count
            && StepClosing.Of(steps[_stands.StepsDone], said, new StepTimes(_stands.StepOpenedAt, _stands.ClosesAt, DateTimeOffset.MaxValue), at) == StepOutcome.Passed)
            _stands = _stands with { StepsDone = _stands.StepsDone + 1, StepOpenedAt = at, ClosesAt = null };
    }

    private void Add(DateTimeOffset at)
    {
        if (_revisions is [.., var last])
        {
            if (_stands.IsLike(last.Stands))
                return;
            if (at <= last.ValidFrom)
            {
                last.Become(_stands);
                return;
            }

            last.End(at);
        }

        _revisions.Add(new PromotionRevision(_promotion.Id, _revisions.Count + 1, _stands, at) { IsTold = true });
    }

    /// <summary>The last of them is how it stands, which is known.</summary>
    private void End()
    {
        if (_rounds is not [.., var round] || round.Subject.Digest != _promotion.SubjectDigest)
            _rounds.Add(PromotionRound.Of(_promotion, _rounds.Count + 1));
        _stands = _promotion.Told() with { Round = _rounds.Count };
        if (_revisions is [.., var last])
            last.Become(_stands);
        else
            Add(_promotion.BegunAt);
    }

    private static Removal RemovalOf(EntryFacts entry) => new(entry.Reason ?? "", entry["fallback"], entry.Time, entry.Person);

    private static PromotionState? StateIn(string text) => Enum.TryParse<PromotionState>(text, out var state) ? state : null;

    private static DateTimeOffset? Instant(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
