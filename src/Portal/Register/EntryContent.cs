using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

/// <summary>What an entry says about its system: the fields that people fill in. A draft may lack any of them.</summary>
public sealed record EntryContent
{
    public string Name { get; init; } = "";
    public SystemKind? Kind { get; init; }
    public string ApplicationType { get; init; } = "";
    public Lane? Lane { get; init; }
    public string LegalEntity { get; init; } = "";
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>The last day on which it is meant to exist; an experiment ends on it.</summary>
    public DateOnly? TemporaryUntil { get; init; }

    public PersonId? BusinessOwner { get; init; }
    public PersonId? TechnicalOwner { get; init; }
    public PersonId? AccountableExecutive { get; init; }
    public string Department { get; init; } = "";
    public string Vendor { get; init; } = "";
    public Raci Raci { get; init; } = Raci.None;

    public string Purpose { get; init; } = "";
    public string IntendedOutcome { get; init; } = "";
    public string OutputType { get; init; } = "";
    public string PeopleAffected { get; init; } = "";
    public HumanInvolvement? HumanInvolvement { get; init; }
    public Autonomy? Autonomy { get; init; }
    public string Volume { get; init; } = "";
    public IReadOnlyList<string> Consumers { get; init; } = [];

    /// <summary>What it calls itself in the traces that it sends: the service.name of its processes.</summary>
    public IReadOnlyList<string> ServiceNames { get; init; } = [];

    public string Fallback { get; init; } = "";
    public MayStop? MayStop { get; init; }
    public IReadOnlyList<SharedUse> Uses { get; init; } = [];

    public string Hypothesis { get; init; } = "";
    public ExperimentData? ExperimentData { get; init; }

    public IReadOnlyList<string> DataSources { get; init; } = [];
    public PersonalData? PersonalData { get; init; }
    public string LegalBasis { get; init; } = "";
    public DataClass? DataClass { get; init; }
    public string Retention { get; init; } = "";
    public string KnownLimitations { get; init; } = "";
    public IReadOnlyList<AttachedDocument> Documents { get; init; } = [];

    /// <summary>What was answered to the questions that classify it.</summary>
    public Answers Answers { get; init; } = Answers.None(Questionnaires.Current.Questions.Version);

    /// <summary>What the owner holds the tier to be, where that is more than the answers give.</summary>
    public RiskTier? ProposedTier { get; init; }
    public string TierReason { get; init; } = "";

    /// <summary>
    /// The same content in one form, so that a space, a line ending or the order of countries is no difference: trimmed, lists
    /// without blanks and repetitions.
    /// </summary>
    public EntryContent Tidied() => this with
    {
        Name = TidiedText(Name),
        ApplicationType = TidiedText(ApplicationType),
        LegalEntity = TidiedText(LegalEntity),
        Countries = [.. Tidied(Countries).Order(StringComparer.Ordinal)],
        Department = TidiedText(Department),
        Vendor = TidiedText(Vendor),
        Purpose = TidiedText(Purpose),
        IntendedOutcome = TidiedText(IntendedOutcome),
        OutputType = TidiedText(OutputType),
        PeopleAffected = TidiedText(PeopleAffected),
        Volume = TidiedText(Volume),
        Consumers = [.. Tidied(Consumers)],
        ServiceNames = [.. Tidied(ServiceNames)],
        Fallback = TidiedText(Fallback),
        Uses = [.. Uses.Select(use => new SharedUse(TidiedText(use.System).ToUpperInvariant(), TidiedText(use.Version))).Where(use => use.System.Length + use.Version.Length > 0).Distinct()],
        Hypothesis = TidiedText(Hypothesis),
        DataSources = [.. Tidied(DataSources)],
        LegalBasis = TidiedText(LegalBasis),
        Retention = TidiedText(Retention),
        Answers = Questionnaires.Of(Answers.Questionnaire).Questions.Relevant(Answers),
        KnownLimitations = TidiedText(KnownLimitations),
        TierReason = TidiedText(TierReason),
    };

    /// <summary>What the answers come to, by the questionnaire that was answered.</summary>
    public Classification Classify() => Questionnaires.Classify(Answers);

    /// <summary>The tier that the answers give, or the higher one that the owner proposes; absent while neither says anything.</summary>
    public RiskTier? Proposal => (Classify().Tier, ProposedTier) switch
    {
        ({ } scored, { } proposed) => scored > proposed ? scored : proposed,
        var (scored, proposed) => scored ?? proposed,
    };

    /// <summary>What this person is to the system.</summary>
    internal IEnumerable<string> PartsOf(PersonId person) => Parties(person).Select(party => EntryWords.Of(party).ToLowerInvariant());

    /// <summary>Whether the grid gives this person a hand in an activity: as who answers for it, or as who does it.</summary>
    internal bool HasHandIn(RaciActivity activity, PersonId person) => Parties(person).Any(party => Raci.HasHand(activity, party));

    /// <summary>Whether this person answers for an activity.</summary>
    public bool AnswersFor(RaciActivity activity, PersonId person) => Parties(person).Any(party => Raci.Answers(activity, party));

    /// <summary>The same entry with somebody else in the place of an owner.</summary>
    internal EntryContent OwnedBy(PersonId from, PersonId to) => this with
    {
        BusinessOwner = BusinessOwner == from ? to : BusinessOwner,
        TechnicalOwner = TechnicalOwner == from ? to : TechnicalOwner,
    };

    private IEnumerable<RaciParty> Parties(PersonId person)
    {
        if (BusinessOwner == person)
            yield return RaciParty.BusinessOwner;
        if (TechnicalOwner == person)
            yield return RaciParty.TechnicalOwner;
        if (AccountableExecutive == person)
            yield return RaciParty.AccountableExecutive;
    }

    internal static string TidiedText(string text) => text.ReplaceLineEndings("\n").Trim();

    private static IEnumerable<string> Tidied(IEnumerable<string> items) =>
        items.Select(TidiedText).Where(item => item.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
}

/// <summary>A version of another system that this one runs on, by its label.</summary>
public sealed record SharedUse(string System, string Version);

/// <summary>A file that belongs to the entry; its bytes are kept by their digest.</summary>
public sealed record AttachedDocument(string Name, long Size, Digest Digest);

public enum SystemKind { ClassicMl = 1, Generative, Agentic }

public enum Lane { Governed = 1, Experiment }

public enum HumanInvolvement { DecidesEachCase = 1, ReviewsSomeCases, None }

public enum Autonomy { Advises = 1, ActsAfterApproval, ActsAlone }

/// <summary>Whether the system can be switched off: freely, only to its fall-back, or never without the accountable executive.</summary>
public enum MayStop { Yes = 1, ToFallbackOnly, NotWithoutExecutive }

public enum PersonalData { None = 1, Personal, SpecialCategories }

public enum DataClass { Public = 1, Internal, Confidential, StrictlyConfidential }

/// <summary>What an experiment may learn from: never from people as they are.</summary>
public enum ExperimentData { Synthetic = 1, Masked }
