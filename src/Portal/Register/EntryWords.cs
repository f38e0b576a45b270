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

    public static string Of(RiskTier tier) => tier switch
    {
        RiskTier.Low => "Low",
        RiskTier.Medium => "Medium",
        RiskTier.High => "High",
        RiskTier.Critical => "Critical",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, null),
    };
}
