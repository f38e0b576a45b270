using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

public enum SuiteState
{
    /// <summary>Waits for its labels.</summary>
    Draft = 1,

    /// <summary>Waits for the owner, the validator or both.</summary>
    Proposed,
    Agreed,
    Retired,
}

/// <summary>
/// How versions of a system are evaluated, agreed on by its business owner and the validator. Other labels are another agreement:
/// both are asked again.
/// </summary>
public sealed class EvaluationSuite : IVersioned
{
    private static readonly HashSet<(SuiteState From, SuiteState To)> Moves =
    [
        (SuiteState.Draft, SuiteState.Proposed),
        (SuiteState.Draft, SuiteState.Retired),
        (SuiteState.Proposed, SuiteState.Proposed),
        (SuiteState.Proposed, SuiteState.Agreed),
        (SuiteState.Proposed, SuiteState.Retired),
        (SuiteState.Agreed, SuiteState.Proposed),
        (SuiteState.Agreed, SuiteState.Retired),
    ];

    private EvaluationSuite() { }

    public SuiteId Id { get; private set; }

    public string Code { get; private set; } = "";

    public SystemId System { get; private set; }

    public SuiteTerms Terms { get; private set; } = new();

    public SuiteState State { get; private set; }

    public PersonId ProposedBy { get; private set; }

    public DateTimeOffset ProposedAt { get; private set; }

    public SuiteLabels? Labels { get; private set; }

    public PersonId? Owner { get; private set; }

    public DateTimeOffset? OwnerAt { get; private set; }

    public PersonId? Validator { get; private set; }

    public DateTimeOffset? ValidatorAt { get; private set; }

    public int Version { get; private set; }

    public static bool CanMove(SuiteState from, SuiteState to) => Moves.Contains((from, to));

    /// <summary>What both agree on: the terms and which labels.</summary>
    public Digest Subject => Digest.Of(CanonicalJson.Object(("terms", SuiteTerms.ToJson(Terms)), ("labels", Labels?.DatasetDigest.Text)).ToBytes());

    internal static EvaluationSuite Propose(string code, SystemId system, SuiteTerms terms, PersonId by, DateTimeOffset now) => new()
    {
        Id = SuiteId.New(now),
        Code = code,
        System = system,
        Terms = terms,
        State = SuiteState.Draft,
        ProposedBy = by,
        ProposedAt = now,
    };

    internal Refusal? Take(SuiteLabels labels)
    {
        if (WhyNot(SuiteState.Proposed) is { } refusal)
            return refusal;

        (Labels, State) = (labels, SuiteState.Proposed);
        (Owner, OwnerAt, Validator, ValidatorAt) = (null, null, null, null);
        return null;
    }

    internal Refusal? AgreeAsOwner(PersonId person, DateTimeOffset now) => Agree(() => (Owner, OwnerAt) = (person, now), other: Validator, person);

    internal Refusal? AgreeAsValidator(PersonId person, DateTimeOffset now) => Agree(() => (Validator, ValidatorAt) = (person, now), other: Owner, person);

    internal Refusal? Retire()
    {
        if (WhyNot(SuiteState.Retired) is { } refusal)
            return refusal;

        State = SuiteState.Retired;
        return null;
    }

    private Refusal? Agree(Action sign, PersonId? other, PersonId person)
    {
        if (State == SuiteState.Draft)
            return new NotAllowed($"{Code} has no labels yet: there is nothing to agree on.");
        if (WhyNot(SuiteState.Agreed) is { } refusal)
            return refusal;
        if (other == person)
            return new Forbidden("The owner and the validator are two people.");

        sign();
        if (Owner is not null && Validator is not null)
            State = SuiteState.Agreed;
        return null;
    }

    private NotAllowed? WhyNot(SuiteState to) => CanMove(State, to) ? null : new NotAllowed(State == SuiteState.Retired ? $"{Code} was retired." : $"{Code} is {State.ToString().ToLowerInvariant()} already.");
}

/// <summary>The labels of a suite: which data they are, and where they lie sealed.</summary>
public sealed record SuiteLabels(Digest DatasetDigest, Digest Blob, long Rows, int DatasetVersion, DateTimeOffset At, PersonId By);
