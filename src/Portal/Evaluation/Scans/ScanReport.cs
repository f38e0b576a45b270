namespace Portal.Evaluation.Scans;

public enum ScanFormat { CycloneDx = 1, Osv }

/// <summary>What somebody concluded about a vulnerability in this product, in the words of CycloneDX.</summary>
public enum AnalysisState { Resolved = 1, ResolvedWithPedigree, Exploitable, InTriage, FalsePositive, NotAffected }

public static class Analyses
{
    /// <summary>A critical of which this is concluded blocks nothing. What is exploitable, or not looked into yet, does.</summary>
    public static bool Excuses(this AnalysisState state) =>
        state is AnalysisState.Resolved or AnalysisState.ResolvedWithPedigree or AnalysisState.FalsePositive or AnalysisState.NotAffected;
}

/// <summary>One vulnerability as a scanner reported it.</summary>
/// <param name="Id">Of the database that knows it: CVE, GHSA and others.</param>
/// <param name="Component">What of the version has it; empty when the file does not say.</param>
/// <param name="Severity">The most severe of its ratings.</param>
/// <param name="Analysis">Null when nobody has concluded anything.</param>
/// <param name="Justification">Why that was concluded.</param>
internal sealed record ReportedVulnerability(string Id, string Component, VulnerabilitySeverity Severity, AnalysisState? Analysis = null, string Justification = "");

/// <summary>What a file of a scanner says.</summary>
/// <param name="Format">In which format.</param>
/// <param name="Tool">The scanner; empty when the file does not say.</param>
/// <param name="DatabaseAt">Of when the database of vulnerabilities is; null when the file does not say.</param>
/// <param name="ScannedAt">Likewise of the scan itself.</param>
/// <param name="Vulnerabilities">Without those that were withdrawn.</param>
internal sealed record ScanReport(ScanFormat Format, string Tool, DateTimeOffset? DatabaseAt, DateTimeOffset? ScannedAt, IReadOnlyList<ReportedVulnerability> Vulnerabilities);
