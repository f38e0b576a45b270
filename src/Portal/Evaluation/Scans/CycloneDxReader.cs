using System.Text.Json;

namespace Portal.Evaluation.Scans;

/// <summary>
/// Reads a bill of materials of CycloneDX 1.4 to 1.6 that carries vulnerabilities, with or without what was concluded about them
/// (VEX). A bill without the list of vulnerabilities is no scan.
/// </summary>
internal static class CycloneDxReader
{
    private const int MostTools = 5;

    private static readonly string[] Versions = ["1.4", "1.5", "1.6"];

    public static ScanReport? Read(ScanJson bom)
    {
        if (!Versions.Contains(bom.Line("specVersion")))
            (bom with { Path = "specVersion" }).Fault($"It is {string.Join(", ", Versions)}.");
        if (bom["vulnerabilities"] is null)
            (bom with { Path = "vulnerabilities" }).Fault("It is missing. A bill of materials alone says nothing about vulnerabilities: an empty list says that there are none.");

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        Name(bom, names);
        var metadata = bom["metadata"];
        if (metadata?["component"] is { } whole)
            Name(whole, names, itself: true);

        var scannedAt = metadata?.Time("timestamp");
        List<ReportedVulnerability> found = [.. bom.Objects("vulnerabilities").Select(vulnerability => Vulnerability(vulnerability, names)).OfType<ReportedVulnerability>()];
        return bom.Faults.Count > 0 ? null : new ScanReport(ScanFormat.CycloneDx, ToolOf(metadata), DatabaseOf(metadata) ?? scannedAt, scannedAt, found);
    }

    /// <summary>Null of what was rejected by who had published it.</summary>
    private static ReportedVulnerability? Vulnerability(ScanJson json, Dictionary<string, string> names)
    {
        var isRejected = json.Time("rejected") is not null;
        var id = json.Required("id");
        var components = json.Objects("affects").Select(affected => affected.Line("ref")).OfType<string>().Select(reference => names.GetValueOrDefault(reference, reference)).Distinct().ToList();
        var severity = SeverityOf(json);
        var analysis = json["analysis"];
        var state = analysis is { } judged ? StateOf(judged) : null;
        return id is null || isRejected
            ? null
            : new ReportedVulnerability(id, components is [var first, .. var rest] ? ScanJson.Cut(rest.Count > 0 ? $"{first} and {rest.Count} more" : first, ScanJson.LongestText) : "", severity, state, analysis is { } why ? Justification(why) : "");
    }

    private static VulnerabilitySeverity SeverityOf(ScanJson json) => json.Objects("ratings").Select(RatingOf).DefaultIfEmpty(VulnerabilitySeverity.Unknown).Max();

    private static VulnerabilitySeverity RatingOf(ScanJson rating)
    {
        var (word, score, method) = (rating.Line("severity"), rating.Number("score"), rating.Line("method"));
        if (word is not null)
            return OfWord(rating, word);
        if (score is { } number && method is not null && method.StartsWith("CVSS", StringComparison.Ordinal))
            return method == "CVSSv2" && number >= 7 ? VulnerabilitySeverity.High : Cvss.SeverityOf(number);

        return rating.Line("vector") is { } vector && Cvss.BaseScore(vector) is { } computed ? Cvss.SeverityOf(computed) : VulnerabilitySeverity.Unknown;
    }

    private static VulnerabilitySeverity OfWord(ScanJson rating, string word)
    {
        VulnerabilitySeverity? severity = word switch
        {
            "critical" => VulnerabilitySeverity.Critical,
            "high" => VulnerabilitySeverity.High,
            "medium" => VulnerabilitySeverity.Medium,
            "low" => VulnerabilitySeverity.Low,
            "info" or "none" => VulnerabilitySeverity.None,
            "unknown" => VulnerabilitySeverity.Unknown,
            _ => null,
        };
        if (severity is null)
            (rating with { Path = $"{rating.Path}.severity" }).Fault("It is critical, high, medium, low, info, none or unknown.");
        return severity ?? VulnerabilitySeverity.Unknown;
    }

    private static AnalysisState? StateOf(ScanJson analysis)
    {
        if (analysis.Line("state") is not { } word)
            return null;

        AnalysisState? state = word switch
        {
            "resolved" => AnalysisState.Resolved,
            "resolved_with_pedigree" => AnalysisState.ResolvedWithPedigree,
            "exploitable" => AnalysisState.Exploitable,
            "in_triage" => AnalysisState.InTriage,
            "false_positive" => AnalysisState.FalsePositive,
            "not_affected" => AnalysisState.NotAffected,
            _ => null,
        };
        if (state is null)
            (analysis with { Path = $"{analysis.Path}.state" }).Fault("It is resolved, resolved_with_pedigree, exploitable, in_triage, false_positive or not_affected.");
        return state;
    }

    private static string Justification(ScanJson analysis)
    {
        string[] said = [analysis.Line("justification")?.Replace('_', ' ') ?? "", analysis.Remark("detail")];
        return ScanJson.Cut(string.Join(": ", said.Where(part => part.Length > 0)), ScanJson.LongestRemark);
    }

    // 1.4 lists tools, 1.5 on has them as components and services.
    private static string ToolOf(ScanJson? metadata)
    {
        if (metadata?["tools"] is not { } tools)
            return "";

        var listed = tools.IsList ? tools.Items() : tools.Objects("components");
        return ScanJson.Cut(string.Join(", ", listed.Select(NameOf).OfType<string>().Take(MostTools)), ScanJson.LongestText);
    }

    // There is no member for it; scanners say it in a property of their own, as grype:database:built does.
    private static DateTimeOffset? DatabaseOf(ScanJson? metadata) => metadata is not { } said ? null : said.Objects("properties")
        .Where(property => property.Line("name")?.Contains("database", StringComparison.OrdinalIgnoreCase) == true)
        .Select(property => ScanJson.TimeOf(property.Line("value"))).OfType<DateTimeOffset>()
        .Select(time => (DateTimeOffset?)time).Min();

    private static void Name(ScanJson component, Dictionary<string, string> names, bool itself = false)
    {
        if (itself && component["bom-ref"] is { Element.ValueKind: JsonValueKind.String } && component.Line("bom-ref") is { } reference && NameOf(component) is { } name)
            names.TryAdd(reference, name);
        foreach (var part in component.Objects("components"))
            Name(part, names, itself: true);
    }

    private static string? NameOf(ScanJson component) => component.Line("name") is not { } name ? null : ScanJson.Cut(component.Line("version") is { } version ? $"{name} {version}" : name, ScanJson.LongestText);
}
