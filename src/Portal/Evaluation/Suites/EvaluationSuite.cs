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

    private readonly List<SuiteRound> _rounds = [];

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

    public DateTimeOffset? RetiredAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>On what was agreed before other labels came.</summary>
    public IReadOnlyList<SuiteRound> Rounds => _rounds;

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

        if (Labels is { } before && before.At < labels.At)
            _rounds.Add(new SuiteRound(this, before, labels.At));
        (Labels, State) = (labels, SuiteState.Proposed);
        (Owner, OwnerAt, Validator, ValidatorAt) = (null, null, null, null);
        return null;
    }

    internal Refusal? AgreeAsOwner(PersonId person, DateTimeOffset now) => Agree(() => (Owner, OwnerAt) = (person, now), other: Validator, person);

    internal Refusal? AgreeAsValidator(PersonId person, DateTimeOffset now) => Agree(() => (Validator, ValidatorAt) = (person, now), other: Owner, person);

    internal Refusal? Retire(DateTimeOffset now)
    {
        if (WhyNot(SuiteState.Retired) is { } refusal)
            return refusal;

        (State, RetiredAt) = (SuiteState.Retired, now);
        return null;
    }

    /// <summary>As it was at an instant, never to be saved; null before it was proposed. All that it became is dated, and terms never change.</summary>
    internal EvaluationSuite? AsItStood(DateTimeOffset at)
    {
        if (ProposedAt > at)
            return null;

        var stood = new EvaluationSuite { Id = Id, Code = Code, System = System, Terms = Terms, ProposedBy = ProposedBy, ProposedAt = ProposedAt, RetiredAt = RetiredAt <= at ? RetiredAt : null };
        if (Labels?.At <= at)
            stood.Agreed(Labels, (Owner, OwnerAt), (Validator, ValidatorAt), at);
        else if (_rounds.Find(round => round.BroughtAt <= at && round.EndedAt > at) is { } then)
            stood.Agreed(then.Labels, (then.Owner, then.OwnerAt), (then.Validator, then.ValidatorAt), at);
        stood.State = stood.RetiredAt is not null ? SuiteState.Retired : stood.Labels is null ? SuiteState.Draft : stood.Owner is null || stood.Validator is null ? SuiteState.Proposed : SuiteState.Agreed;
        return stood;
    }

    private void Agreed(SuiteLabels labels, (PersonId? Person, DateTimeOffset? At) owner, (PersonId? Person, DateTimeOffset? At) validator, DateTimeOffset by)
    {
        Labels = labels;
        (Owner, OwnerAt) = owner.At <= by ? owner : (null, null);
        (Validator, ValidatorAt) = validator.At <= by ? validator : (null, null);
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

/// <summary>The labels that a suite had until others came, and who had agreed on them.</summary>
public sealed class SuiteRound
{
    private SuiteRound() { }

    internal SuiteRound(EvaluationSuite suite, SuiteLabels labels, DateTimeOffset ended) =>
        (Labels, BroughtAt, Owner, OwnerAt, Validator, ValidatorAt, EndedAt) = (labels with { }, labels.At, suite.Owner, suite.OwnerAt, suite.Validator, suite.ValidatorAt, ended);

    public SuiteId Suite { get; private set; }

    public SuiteLabels Labels { get; private set; } = new(Digest.Of([]), Digest.Of([]), 0, 0, default, default);

    /// <summary>The labels' time once more, since rows are named by it.</summary>
    public DateTimeOffset BroughtAt { get; private set; }

    public PersonId? Owner { get; private set; }

    public DateTimeOffset? OwnerAt { get; private set; }

    public PersonId? Validator { get; private set; }

    public DateTimeOffset? ValidatorAt { get; private set; }

    public DateTimeOffset EndedAt { get; private set; }
}
