using Portal.Accounts;
using Portal.Evaluation;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>By whom and why something was applied in an emergency, and what its review has to say or said.</summary>
public sealed record EmergencyLine(PersonLine StartedBy, PersonLine ConfirmedBy, string Reason, DateTimeOffset AppliedAt, DateTimeOffset ReviewBy, DateTimeOffset? RatifiedAt);

/// <summary>Everything that the review room shows.</summary>
public sealed record ReviewRoom(
    PromotionId Id, string Code, PromotionState State, int Revision, int Policy, Stage Target, ReasonForChange Reason, string Case,
    PublishedEntry Entry, PersonLine? Owner, VersionView Version, string? Incumbent,
    PersonLine Requester, DateTimeOffset SubmittedAt, DateTimeOffset DueAt, DateTimeOffset ExpiresAt, DateTimeOffset StepOpenedAt, DateTimeOffset? ClosesAt, string FlowName, DateTimeOffset? DecidedAt, DateTimeOffset? AppliedAt, PersonLine? AppliedBy,
    Digest SubjectDigest, Subject Subject, GateVerdict Gate, GateVerdict GateNow,
    IReadOnlyList<Difference> StaleFields, string? StaleBy, DateTimeOffset? StaleAt,
    IReadOnlyList<StepView> Steps, IReadOnlyList<VoteView> EarlierVotes, Eligibility Eligibility)
{
    /// <summary>The day whose end it shows; now, unless one was asked for.</summary>
    public AsOf AsOf { get; init; }

    /// <summary>Of that day only what the ledger says is known: it is from before the portal kept how requests stood.</summary>
    public bool IsTold { get; init; }

    /// <summary>Absent in requests from before it was derived.</summary>
    public Change? Change { get; init; }

    /// <summary>What it allows, where it is a standing approval.</summary>
    public StandingTerms? Terms { get; init; }

    /// <summary>How many releases of the standing approval are on their way or have arrived.</summary>
    public int Used { get; init; }

    /// <summary>Every release that came in by the standing approval.</summary>
    public IReadOnlyList<string> Releases { get; init; } = [];

    /// <summary>Of the approvals that carried it, with the findings that they are.</summary>
    public IReadOnlyList<ConditionView> Conditions { get; init; } = [];

    public IReadOnlyList<Question> Questions { get; init; } = [];

    public bool MayAsk { get; init; }

    public bool MayAnswer { get; init; }

    /// <summary>What was frozen with this revision; absent where there was nothing to hold it against.</summary>
    public TrafficDrift? Series { get; init; }

    public Suspension? Suspension { get; init; }

    /// <summary>Its clock stands still for want of people.</summary>
    public Standstill? Standstill { get; init; }

    public int StaleTimes { get; init; }

    public int StaleByRequester { get; init; }

    /// <summary>When the pilot that it began is over.</summary>
    public DateTimeOffset? PilotEndsAt { get; init; }

    public string? SuspendedBy { get; init; }

    /// <summary>Started, or applied in it; absent once what was started has lapsed.</summary>
    public Emergency? Emergency { get; init; }

    /// <summary>What the reader may do about one.</summary>
    public EmergencyPart EmergencyPart { get; init; } = EmergencyPart.None;

    /// <summary>Applied in an emergency, which the skipped steps review.</summary>
    public bool IsUnderReview { get; init; }

    /// <summary>Which steps were skipped, in their order.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Why it was revoked or retired.</summary>
    public Removal? Removal { get; init; }

    public string? RemovedBy { get; init; }

    /// <summary>Who can be given a condition.</summary>
    public IReadOnlyList<PersonLine> ConditionOwners { get; init; } = [];

    public Question? OpenQuestion => Questions.FirstOrDefault(question => question.IsOpen);

    /// <summary>What the gate would rest on now and did not then: it makes nothing stale, but who decides should know.</summary>
    public IReadOnlyList<CheckResult> NewerEvidence =>
        [.. GateNow.Checks.Where(now => now.Source is { } source && Gate.Checks.FirstOrDefault(then => then.Key == now.Key) is { } then && then.Source?.Id != source.Id).DistinctBy(now => now.Source?.Id)];
}

/// <summary>A condition of another approval of the same system.</summary>
public sealed record EarlierCondition(string Promotion, ConditionView Condition);

public sealed record ConditionView(string Text, PersonLine Owner, DateOnly Due, bool Blocking, string? Finding, FindingState? State);

public sealed record StepView(FlowStep Step, bool Done, bool Open, IReadOnlyList<VoteView> Votes, IReadOnlyList<SeatView> Seats)
{
    /// <summary>Those that count; the others wait to be confirmed on what changed.</summary>
    public IEnumerable<VoteView> Counted => Votes.Where(vote => vote.Counts);

    public BoardTally Tally(BoardRule board) => board.TallyOf(Counted.Select(Ballot).OfType<StepVote>());

    public static StepVote? Ballot(VoteView vote) => vote.Verdict.Ballot() is { } ballot ? new StepVote(vote.Step, vote.Seat, ballot) : null;
}

public sealed record SeatView(string Function, string? Holder, VoteView? Vote);

public sealed record VoteView(int Number, bool Counts, int Revision, StepKind Step, string? Seat, string PrintedName, string? InPlaceOf, Verdict Verdict, string Meaning, string Reason, Digest Subject, string AuthenticatedWith, DateTimeOffset AuthenticatedAt, DateTimeOffset At)
{
    public PersonId? Person { get; init; }

    /// <summary>The policy that the request was under when it was signed.</summary>
    public int Policy { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>The conditions with the names of those who are to meet them.</summary>
    public IReadOnlyList<AskedCondition> Asked { get; init; } = [];
}

/// <summary>What an approval asks for, as it is read.</summary>
public sealed record AskedCondition(string Text, string Owner, DateOnly Due, bool Blocking)
{
    public string InWords => $"{Text} ({Owner}, by {Calendar.Text(Due)}{(Blocking ? ", blocking" : "")})";
}
