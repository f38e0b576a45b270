using Portal.Assurance;
using Portal.Policies;
using Portal.Web.Ui;

namespace Portal.Web.Assurance;

/// <summary>How the portfolio reads, and where what makes up a figure is.</summary>
internal static class PortfolioWords
{
    private const string Live = "stage=Pilot&stage=Production";

    public static (string Word, VerdictKind Kind) Look(LimitVerdict verdict) => verdict switch
    {
        LimitVerdict.Within => ("Within", VerdictKind.Pass),
        LimitVerdict.AtTheLimit => ("At the limit", VerdictKind.Warn),
        LimitVerdict.Exceeded => ("Exceeded", VerdictKind.Fail),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static string HrefOf(EstateMeasure measure) => measure switch
    {
        EstateMeasure.LargestProviderShare => $"portfolio#{AnchorOf(ConcentrationKind.Provider)}",
        EstateMeasure.LargestBaseModelShare => $"portfolio#{AnchorOf(ConcentrationKind.BaseModel)}",
        EstateMeasure.LargestDataSourceShare => $"portfolio#{AnchorOf(ConcentrationKind.DataSource)}",
        EstateMeasure.LiveCriticalSystems => $"register?tier=Critical&{Live}",
        EstateMeasure.OverdueReviews => $"register?due=overdue&{Live}",
        EstateMeasure.OpenSevereFindings => "findings?severity=Severe&state=Open&state=Claimed",
        EstateMeasure.ExceptionsInForce => "exceptions?state=Approved",
        EstateMeasure.BelowMaturityTarget => $"register?{Live}",
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, null),
    };

    /// <summary>The register filters by department; what else a system rests on is opened in place.</summary>
    public static string? HrefOf(ConcentrationKind kind, Share share) =>
        kind == ConcentrationKind.Department && share.Name.Length > 0 ? $"register?department={Uri.EscapeDataString(share.Name)}&{Live}" : null;

    public static string TitleOf(ConcentrationKind kind) => kind switch
    {
        ConcentrationKind.Provider => "By provider or vendor",
        ConcentrationKind.BaseModel => "By base model",
        ConcentrationKind.DataSource => "By data source",
        ConcentrationKind.ApplicationType => "By application type",
        ConcentrationKind.Department => "By department",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string HeadOf(ConcentrationKind kind) => kind switch
    {
        ConcentrationKind.Provider => "Provider",
        ConcentrationKind.BaseModel => "Base model",
        ConcentrationKind.DataSource => "Data source",
        ConcentrationKind.ApplicationType => "Application type",
        ConcentrationKind.Department => "Department",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string AnchorOf(ConcentrationKind kind) => $"by-{kind.ToString().ToLowerInvariant()}";

    /// <summary>How the figures were found, where that is not what entries say.</summary>
    public static string? FootOf(ConcentrationKind kind) => kind switch
    {
        ConcentrationKind.BaseModel => "No entry names its base model. Where it uses a version of another system, the artefact of that version counts; else that of its own furthest version.",
        ConcentrationKind.DataSource => "A system with several sources counts for each of them.",
        _ => null,
    };
}
