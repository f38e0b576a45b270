using Portal.Accounts;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>The steps in which a request is decided, one after the other.</summary>
public sealed record Flow(string Key, string Name, IReadOnlyList<FlowStep> Steps);

/// <summary>Which flow decides for a tier and a target; without a target, on a minor change.</summary>
public sealed record FlowChoice(RiskTier Tier, Stage? Target, string Flow);

/// <summary>In the order in which the domain speaks of them; a flow has each at most once.</summary>
public enum StepKind { Peer = 1, Technical, Product, Validator, Risk, Board }

/// <summary>One step of a flow: signatures of people in one of its roles, or the seats of a board and how many of them it takes.</summary>
public sealed record FlowStep(StepKind Kind, IReadOnlyList<Role> Roles, int Signatures, BoardRule? Board)
{
    public string Name => Kind.ToString();

    public IReadOnlyList<string> Seats => Board?.Seats ?? [];

    /// <summary>How many approvals it takes at least.</summary>
    public int LeastApprovals => Board is { } board ? Math.Max(board.LeastVotes, board.Approvals) : Signatures;

    /// <summary>What permits somebody to sign it, apart from having taken no part.</summary>
    public IReadOnlyList<Permission> Permissions => Board is null ? [.. Roles.Select(SignsWith)] : [Permission.SignBoard];

    /// <summary>Whether these votes, of which only those of this step count, are what it takes.</summary>
    public bool IsComplete(IEnumerable<StepVote> votes)
    {
        var own = votes.Where(vote => vote.Step == Kind).ToList();
        return Board is { } board ? board.TallyOf(own) is { TookPart: true, IsApproved: true } : own.Count(vote => vote.Ballot == Ballot.For) >= Signatures;
    }

    /// <summary>The roles that may decide at all; who makes rules or grants roles is none of them.</summary>
    public static IReadOnlyList<Role> DecidingRoles { get; } =
    [
        Role.SystemOwner, Role.Developer, Role.TechnicalReviewer, Role.ProductReviewer, Role.IndependentValidator, Role.RiskManager, Role.AccountableExecutive,
    ];

    private static Permission SignsWith(Role role) => role switch
    {
        Role.SystemOwner => Permission.SignAsOwner,
        Role.Developer => Permission.SignAsDeveloper,
        Role.TechnicalReviewer => Permission.SignTechnical,
        Role.ProductReviewer => Permission.SignProduct,
        Role.IndependentValidator => Permission.SignValidation,
        Role.RiskManager => Permission.SignRisk,
        Role.AccountableExecutive => Permission.SignAsExecutive,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No role that decides."),
    };
}

/// <summary>How a vote counts: asking for changes is against it, and abstaining takes part without being either.</summary>
public enum Ballot { For = 1, Against, Abstained }

/// <summary>One vote as a step counts it.</summary>
public sealed record StepVote(StepKind Step, string? Seat, Ballot Ballot);

/// <summary>
/// Participation and approval are two rules: enough seats have voted or abstained, one of the named ones among them; and more of them
/// approve than do not, enough in number. It stays open for its hours, so that nobody is passed over by those who are quick.
/// </summary>
public sealed record BoardRule(IReadOnlyList<string> Seats, int Participation, int Approvals, IReadOnlyList<string> OneOf, int OpenHours = 0)
{
    /// <summary>A percentage of seats rounds up.</summary>
    public int LeastVotes => ((Seats.Count * Participation) + 99) / 100;

    /// <summary>A seat votes once, whoever sits there.</summary>
    public BoardTally TallyOf(IEnumerable<StepVote> votes)
    {
        var seats = votes.Where(vote => vote.Seat is { } seat && Seats.Contains(seat)).DistinctBy(vote => vote.Seat).ToList();
        var (approving, against) = (seats.Count(vote => vote.Ballot == Ballot.For), seats.Count(vote => vote.Ballot == Ballot.Against));
        var tookPart = seats.Count >= LeastVotes && (OneOf.Count == 0 || seats.Exists(vote => OneOf.Contains(vote.Seat ?? "")));
        return new BoardTally(seats.Count, approving, against, tookPart, approving >= Approvals && approving > against);
    }

    public string InWords => $"{LeastVotes} of {Seats.Count} seats vote{(OneOf.Count > 0 ? $", {string.Join(" or ", OneOf)} among them" : "")}; at least {Approvals} approve, and more than do not";
}

/// <summary>Where a board stands: its two rules, each by itself.</summary>
public sealed record BoardTally(int Voting, int Approving, int Against, bool TookPart, bool IsApproved);
