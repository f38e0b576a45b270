using Portal.Shared;

namespace Portal.Register;

/// <summary>How people read the choices of an entry; the API and the digests use the names of the values.</summary>
public static class EntryWords
{
    public static string Of(SystemKind kind) => kind switch
    {
        SystemKind.ClassicMl => "Classic ML",
        SystemKind.Generative => "Generative",
        SystemKind.Agentic => "Agentic",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(Lane lane) => lane switch
    {
        Lane.Governed => "Governed",
        Lane.Experiment => "Experiment",
        _ => throw new ArgumentOutOfRangeException(nameof(lane), lane, null),
    };

    public static string Of(HumanInvolvement involvement) => involvement switch
    {
        HumanInvolvement.DecidesEachCase => "A person decides each case",
        HumanInvolvement.ReviewsSomeCases => "A person reviews some cases",
        HumanInvolvement.None => "No person is involved",
        _ => throw new ArgumentOutOfRangeException(nameof(involvement), involvement, null),
    };

    public static string Of(Autonomy autonomy) => autonomy switch
    {
        Autonomy.Advises => "Advises",
        Autonomy.ActsAfterApproval => "Acts after approval",
        Autonomy.ActsAlone => "Acts alone",
        _ => throw new ArgumentOutOfRangeException(nameof(autonomy), autonomy, null),
    };

    public static string Of(MayStop mayStop) => mayStop switch
    {
        MayStop.Yes => "Yes",
        MayStop.ToFallbackOnly => "To its fall-back only",
        MayStop.NotWithoutExecutive => "Not without the executive",
        _ => throw new ArgumentOutOfRangeException(nameof(mayStop), mayStop, null),
    };

    public static string Of(PersonalData data) => data switch
    {
        PersonalData.None => "None",
        PersonalData.Personal => "Personal data",
        PersonalData.SpecialCategories => "Special categories",
        _ => throw new ArgumentOutOfRangeException(nameof(data), data, null),
    };

    public static string Of(DataClass data) => data switch
    {
        DataClass.Public => "Public",
        DataClass.Internal => "Internal",
        DataClass.Confidential => "Confidential",
        DataClass.StrictlyConfidential => "Strictly confidential",
        _ => throw new ArgumentOutOfRangeException(nameof(data), data, null),
    };

    public static string Of(ExperimentData data) => data switch
    {
        ExperimentData.Synthetic => "Synthetic",
        ExperimentData.Masked => "Masked",
        _ => throw new ArgumentOutOfRangeException(nameof(data), data, null),
    };

    public static string Of(RaciActivity activity) => activity switch
    {
        RaciActivity.Register => "Register",
        RaciActivity.Classify => "Classify",
        RaciActivity.Evaluate => "Evaluate",
        RaciActivity.Approve => "Approve",
        RaciActivity.Deploy => "Deploy",
        RaciActivity.Monitor => "Monitor",
        RaciActivity.Incident => "Incident",
        RaciActivity.RollBack => "Roll back",
        RaciActivity.Drill => "Drill",
        RaciActivity.Retire => "Retire",
        _ => throw new ArgumentOutOfRangeException(nameof(activity), activity, null),
    };

    public static string Of(RaciParty party) => party switch
    {
        RaciParty.BusinessOwner => "Business owner",
        RaciParty.TechnicalOwner => "Technical owner",
        RaciParty.AccountableExecutive => "Accountable executive",
        RaciParty.Risk => "Risk",
        RaciParty.Validator => "Validator",
        RaciParty.Board => "Board",
        RaciParty.OnCall => "On-call",
        _ => throw new ArgumentOutOfRangeException(nameof(party), party, null),
    };

    public static string Of(RaciPart part) => part switch
    {
        RaciPart.Responsible => "R",
        RaciPart.Accountable => "A",
        RaciPart.AccountableAndResponsible => "A/R",
        RaciPart.Consulted => "C",
        RaciPart.Informed => "I",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    public static string Of(RiskTier tier) => tier switch
    {
        RiskTier.Low => "Low",
        RiskTier.Medium => "Medium",
        RiskTier.High => "High",
        RiskTier.Critical => "Critical",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, null),
    };
}
