using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Register;

/// <summary>What stands in the form: the content of an entry as people type it, lists as text.</summary>
public sealed class EntryModel
{
    public string Name { get; set; } = "";
    public SystemKind? Kind { get; set; }
    public string ApplicationType { get; set; } = "";
    public Lane? Lane { get; set; }
    public string LegalEntity { get; set; } = "";
    public string Countries { get; set; } = "";
    public PersonId? BusinessOwner { get; set; }
    public PersonId? TechnicalOwner { get; set; }
    public PersonId? AccountableExecutive { get; set; }
    public string Department { get; set; } = "";
    public string Purpose { get; set; } = "";
    public string PeopleAffected { get; set; } = "";
    public HumanInvolvement? HumanInvolvement { get; set; }
    public Autonomy? Autonomy { get; set; }
    public string Fallback { get; set; } = "";
    public MayStop? MayStop { get; set; }
    public string DataSources { get; set; } = "";
    public PersonalData? PersonalData { get; set; }
    public string KnownLimitations { get; set; } = "";
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
        Department = content.Department,
        Purpose = content.Purpose,
        PeopleAffected = content.PeopleAffected,
        HumanInvolvement = content.HumanInvolvement,
        Autonomy = content.Autonomy,
        Fallback = content.Fallback,
        MayStop = content.MayStop,
        DataSources = string.Join("\n", content.DataSources),
        PersonalData = content.PersonalData,
        KnownLimitations = content.KnownLimitations,
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
        Department = Department,
        Purpose = Purpose,
        PeopleAffected = PeopleAffected,
        HumanInvolvement = HumanInvolvement,
        Autonomy = Autonomy,
        Fallback = Fallback,
        MayStop = MayStop,
        DataSources = DataSources.Split('\n'),
        PersonalData = PersonalData,
        KnownLimitations = KnownLimitations,
        ProposedTier = ProposedTier,
        TierReason = TierReason,
    }.Tidied();
}
