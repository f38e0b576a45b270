using Portal.Policies;
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

    public PersonId? BusinessOwner { get; init; }
    public PersonId? TechnicalOwner { get; init; }
    public PersonId? AccountableExecutive { get; init; }
    public string Department { get; init; } = "";

    public string Purpose { get; init; } = "";
    public string PeopleAffected { get; init; } = "";
    public HumanInvolvement? HumanInvolvement { get; init; }
    public Autonomy? Autonomy { get; init; }
    public string Fallback { get; init; } = "";
    public MayStop? MayStop { get; init; }

    public IReadOnlyList<string> DataSources { get; init; } = [];
    public PersonalData? PersonalData { get; init; }
    public string KnownLimitations { get; init; } = "";

    public RiskTier? ProposedTier { get; init; }
    public string TierReason { get; init; } = "";

    /// <summary>
    /// The same content in one form, so that a space, a line ending or the order of countries is no difference: trimmed, lists
    /// without blanks and repetitions.
    /// </summary>
    public EntryContent Tidied() => this with
    {
        Name = Tidied(Name),
        ApplicationType = Tidied(ApplicationType),
        LegalEntity = Tidied(LegalEntity),
        Countries = [.. Tidied(Countries).Order(StringComparer.Ordinal)],
        Department = Tidied(Department),
        Purpose = Tidied(Purpose),
        PeopleAffected = Tidied(PeopleAffected),
        Fallback = Tidied(Fallback),
        DataSources = [.. Tidied(DataSources)],
        KnownLimitations = Tidied(KnownLimitations),
        TierReason = Tidied(TierReason),
    };

    /// <summary>What this person is to the system.</summary>
    internal IEnumerable<string> PartsOf(PersonId person)
    {
        if (BusinessOwner == person)
            yield return "business owner";
        if (TechnicalOwner == person)
            yield return "technical owner";
        if (AccountableExecutive == person)
            yield return "accountable executive";
    }

    /// <summary>The same entry with somebody else in the place of an owner.</summary>
    internal EntryContent OwnedBy(PersonId from, PersonId to) => this with
    {
        BusinessOwner = BusinessOwner == from ? to : BusinessOwner,
        TechnicalOwner = TechnicalOwner == from ? to : TechnicalOwner,
    };

    private static string Tidied(string text) => text.ReplaceLineEndings("\n").Trim();

    private static IEnumerable<string> Tidied(IEnumerable<string> items) =>
        items.Select(Tidied).Where(item => item.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
}

public enum SystemKind { ClassicMl = 1, Generative, Agentic }

public enum Lane { Governed = 1, Experiment }

public enum HumanInvolvement { DecidesEachCase = 1, ReviewsSomeCases, None }

public enum Autonomy { Advises = 1, ActsAfterApproval, ActsAlone }

/// <summary>Whether the system can be switched off: freely, only to its fall-back, or never without the accountable executive.</summary>
public enum MayStop { Yes = 1, ToFallbackOnly, NotWithoutExecutive }

public enum PersonalData { None = 1, Personal, SpecialCategories }
