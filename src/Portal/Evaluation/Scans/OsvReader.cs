using System.Globalization;
using System.Text.Json;

namespace Portal.Evaluation.Scans;

/// <summary>
/// Reads what osv-scanner writes ({results: [{packages: [{package, vulnerabilities, groups}]}]}), or records of the Open Source
/// Vulnerability format by themselves: a list, or {vulns: […]}. Records that were withdrawn are passed over. None says what was
/// concluded about it, so a critical in it is not excused.
/// </summary>
internal static class OsvReader
{
    public static ScanReport? OfResults(ScanJson file)
    {
        List<ReportedVulnerability> found = [.. file.Objects("results").SelectMany(result => result.Objects("packages")).SelectMany(OfPackage)];
        return file.Faults.Count > 0 ? null : new ScanReport(ScanFormat.Osv, "osv-scanner", null, null, found);
    }

    public static ScanReport? OfRecords(ScanJson file, IEnumerable<ScanJson> records)
    {
        List<ReportedVulnerability> found = [.. records.Select(record => OfRecord(record, null)).OfType<ReportedVulnerability>()];
        return file.Faults.Count > 0 ? null : new ScanReport(ScanFormat.Osv, "", null, null, found);
    }

    /// <summary>Names of one vulnerability in several databases are one vulnerability, as the scanner grouped them.</summary>
    private static IEnumerable<ReportedVulnerability> OfPackage(ScanJson found)
    {
        var component = found["package"] is { } package ? ComponentOf(package) : null;
        List<ReportedVulnerability> records = [.. found.Objects("vulnerabilities").Select(record => OfRecord(record, component)).OfType<ReportedVulnerability>()];
        var byId = records.ToLookup(record => record.Id, StringComparer.Ordinal);
        var grouped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in found.Objects("groups"))
        {
            List<ReportedVulnerability> members = [.. IdsOf(group).Where(grouped.Add).SelectMany(id => byId[id])];
            var rated = group["max_severity"]?.Element is { ValueKind: JsonValueKind.String } score && double.TryParse(score.GetString(), CultureInfo.InvariantCulture, out var number)
                ? Cvss.SeverityOf(number)
                : VulnerabilitySeverity.Unknown;
            if (members.Count > 0)
                yield return members[0] with { Severity = members.Select(member => member.Severity).Append(rated).Max() };
        }

        foreach (var record in records.Where(record => !grouped.Contains(record.Id)))
            yield return record;
    }

    private static IEnumerable<string> IdsOf(ScanJson group) => group["ids"] is { IsList: true } ids
        ? ids.Element.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.String).Select(id => id.GetString()).OfType<string>()
        : [];

    private static ReportedVulnerability? OfRecord(ScanJson record, string? component)
    {
        if (record.Required("id") is not { } id || record.Time("withdrawn") is not null)
            return null;

        component ??= record.Objects("affected").Select(affected => affected["package"]).OfType<ScanJson>().Select(ComponentOf).FirstOrDefault();
        return new ReportedVulnerability(id, component ?? "", SeverityOf(record));
    }

    private static string? ComponentOf(ScanJson package) => package.Line("name") is not { } name ? null : ScanJson.Cut(package.Line("version") is { } version ? $"{name} {version}" : name, ScanJson.LongestText);

    /// <summary>The most severe that is said: a score that vectors give, or a word of the database.</summary>
    private static VulnerabilitySeverity SeverityOf(ScanJson record) => record.Objects("affected").Append(record)
        .SelectMany(place => place.Objects("severity").Select(OfVector).Append(OfWord(place["database_specific"])).Append(OfWord(place["ecosystem_specific"])))
        .Max();

    // The vectors of version 2 have no critical, and those of version 4 no formula but a table of its own: such records carry a word.
    private static VulnerabilitySeverity OfVector(ScanJson severity)
    {
        if (severity.Line("type") is not "CVSS_V3" || severity.Line("score") is not { } vector)
            return VulnerabilitySeverity.Unknown;
        if (Cvss.BaseScore(vector) is { } score)
            return Cvss.SeverityOf(score);

        (severity with { Path = $"{severity.Path}.score" }).Fault("It is no vector of CVSS 3.0 or 3.1.");
        return VulnerabilitySeverity.Unknown;
    }

    private static VulnerabilitySeverity OfWord(ScanJson? specific) =>
        specific is { } said && said["severity"]?.Element is { ValueKind: JsonValueKind.String } word ? word.GetString()?.ToUpperInvariant() switch
        {
            "CRITICAL" => VulnerabilitySeverity.Critical,
            "HIGH" or "IMPORTANT" => VulnerabilitySeverity.High,
            "MODERATE" or "MEDIUM" => VulnerabilitySeverity.Medium,
            "LOW" => VulnerabilitySeverity.Low,
            "NONE" => VulnerabilitySeverity.None,
            _ => VulnerabilitySeverity.Unknown,
        }
        : VulnerabilitySeverity.Unknown;
}
