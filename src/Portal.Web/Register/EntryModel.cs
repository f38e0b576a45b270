using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Register;

/// <summary>What stands in the form: the content of an entry as people type it, lists as text.</summary>
public sealed class EntryModel
{
    /// <summary>What it was begun with; not kept.</summary>
    public string? Template { get; set; }

    public string Name { get; set; } = "";
    public SystemKind? Kind { get; set; }
    public string ApplicationType { get; set; } = "";
    public Lane? Lane { get; set; }
    public string LegalEntity { get; set; } = "";
    public string Countries { get; set; } = "";
    public PersonId? BusinessOwner { get; set; }
    public PersonId? TechnicalOwner { get; set; }
    public PersonId? AccountableExecutive { get; set; }
    public DateOnly? TemporaryUntil { get; set; }
    public string Department { get; set; } = "";
    public string Vendor { get; set; } = "";
    public Raci Raci { get; set; } = Raci.Usual;
    public string Purpose { get; set; } = "";
    public string IntendedOutcome { get; set; } = "";
    public string OutputType { get; set; } = "";
    public string PeopleAffected { get; set; } = "";
    public HumanInvolvement? HumanInvolvement { get; set; }
    public Autonomy? Autonomy { get; set; }
    public string Fallback { get; set; } = "";
    public MayStop? MayStop { get; set; }
    public string Volume { get; set; } = "";
    public string Consumers { get; set; } = "";
    public string ServiceNames { get; set; } = "";
    public string Uses { get; set; } = "";
    public string Hypothesis { get; set; } = "";
    public ExperimentData? ExperimentData { get; set; }
    public string DataSources { get; set; } = "";
    public PersonalData? PersonalData { get; set; }
    public string LegalBasis { get; set; } = "";
    public DataClass? DataClass { get; set; }
    public string Retention { get; set; } = "";
    public string KnownLimitations { get; set; } = "";
    public IReadOnlyList<AttachedDocument> Documents { get; set; } = [];
    public Answers Answers { get; set; } = Answers.None(Questionnaires.Current.Questions.Version);
    public RiskTier? ProposedTier { get; set; }
    public string TierReason { get; set; } = "";

    public static EntryModel Of(EntryContent content) => new()
    {
        Name = content.Name,
        Kind = content.Kind,
        ApplicationType = content.ApplicationType,
        Lane = content.Lane,
        LegalEntity = content.LegalEntity,
        Countries = string.Join(", ", content.Countries),
        BusinessOwner = content.BusinessOwner,
        TechnicalOwner = content.TechnicalOwner,
        AccountableExecutive = content.AccountableExecutive,
        TemporaryUntil = content.TemporaryUntil,
        Department = content.Department,
        Vendor = content.Vendor,
        Raci = content.Raci,
        Purpose = content.Purpose,
        IntendedOutcome = content.IntendedOutcome,
        OutputType = content.OutputType,
        PeopleAffected = content.PeopleAffected,
        HumanInvolvement = content.HumanInvolvement,
        Autonomy = content.Autonomy,
        Fallback = content.Fallback,
        MayStop = content.MayStop,
        Volume = content.Volume,
        Consumers = string.Join("\n", content.Consumers),
        ServiceNames = string.Join("\n", content.ServiceNames),
        Uses = string.Join("\n", content.Uses.Select(use => $"{use.System} {use.Version}")),
        Hypothesis = content.Hypothesis,
        ExperimentData = content.ExperimentData,
        DataSources = string.Join("\n", content.DataSources),
        PersonalData = content.PersonalData,
        LegalBasis = content.LegalBasis,
        DataClass = content.DataClass,
        Retention = content.Retention,
        KnownLimitations = content.KnownLimitations,
        Documents = content.Documents,
        Answers = content.Answers,
        ProposedTier = content.ProposedTier,
        TierReason = content.TierReason,
    };

    public EntryContent ToContent() => new EntryContent
    {
        Name = Name,
        Kind = Kind,
        ApplicationType = ApplicationType,
        Lane = Lane,
        LegalEntity = LegalEntity,
        Countries = Countries.Split(',', ';', '\n'),
        BusinessOwner = BusinessOwner,
        TechnicalOwner = TechnicalOwner,
        AccountableExecutive = AccountableExecutive,
        TemporaryUntil = TemporaryUntil,
        Department = Department,
        Vendor = Vendor,
        Raci = Raci,
        Purpose = Purpose,
        IntendedOutcome = IntendedOutcome,
        OutputType = OutputType,
        PeopleAffected = PeopleAffected,
        HumanInvolvement = HumanInvolvement,
        Autonomy = Autonomy,
        Fallback = Fallback,
        MayStop = MayStop,
        Volume = Volume,
        Consumers = Consumers.Split('\n'),
        ServiceNames = ServiceNames.Split('\n'),
        Uses = [.. Uses.Split('\n').Select(UseOf)],
        Hypothesis = Hypothesis,
        ExperimentData = ExperimentData,
        DataSources = DataSources.Split('\n'),
        PersonalData = PersonalData,
        LegalBasis = LegalBasis,
        DataClass = DataClass,
        Retention = Retention,
        KnownLimitations = KnownLimitations,
        Documents = Documents,
        Answers = Answers,
        ProposedTier = ProposedTier,
        TierReason = TierReason,
    }.Tidied();

    /// <summary>A line names a system and, after a space, the version of it.</summary>
    private static SharedUse UseOf(string line) => line.Trim().Split(' ', 2) switch
    {
        [var system, var version] => new(system, version.Trim()),
        [var system] => new(system, ""),
        _ => new("", ""),
    };
}
