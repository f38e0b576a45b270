using Portal.Evaluation.Scans;

namespace Portal.Web.Evaluation;

internal static class ScanWords
{
    public static string Of(ScanFormat format) => format switch
    {
        ScanFormat.CycloneDx => "CycloneDX",
        ScanFormat.Osv => "OSV",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    public static string Of(AnalysisState state) => state switch
    {
        AnalysisState.Resolved => "Resolved",
        AnalysisState.ResolvedWithPedigree => "Resolved, with its patch",
        AnalysisState.Exploitable => "Exploitable",
        AnalysisState.InTriage => "Being looked into",
        AnalysisState.FalsePositive => "False positive",
        AnalysisState.NotAffected => "Not affected",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
