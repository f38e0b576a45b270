using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Evaluation.Scans;

/// <summary>A scan as the gate sees it.</summary>
/// <param name="Id">The scan.</param>
/// <param name="Content">The digest of its file.</param>
/// <param name="DatabaseAt">Of when the database of vulnerabilities is: a check asks that this is not too long ago.</param>
/// <param name="SubmittedAt">When it came; before, nobody could see it.</param>
/// <param name="Criticals">The criticals that nobody excused: vulnerability and component, of more than 500 the first.</param>
/// <param name="Words">What it found, in a sentence.</param>
public sealed record ScanEvidence(ScanId Id, Digest Content, DateTimeOffset DatabaseAt, DateTimeOffset SubmittedAt, IReadOnlyList<string> Criticals, string Words)
{
    internal static ScanEvidence Of(Scan scan) => new(
        scan.Id, scan.Content, scan.DatabaseAt, scan.SubmittedAt,
        [.. scan.Criticals.Where(critical => !critical.IsExcused).Select(critical => critical.Component.Length > 0 ? $"{critical.Vulnerability} in {critical.Component}" : critical.Vulnerability)],
        WordsOf(scan));

    private static string WordsOf(Scan scan)
    {
        var (counts, excused) = (scan.Counts, scan.Excused > 0 ? $", {scan.Excused} of them excused" : "");
        var found = counts.Total == 0
            ? "no vulnerability"
            : string.Join(", ", new[] { ($"critical{excused}", counts.Critical), ("high", counts.High), ("medium", counts.Medium), ("low", counts.Low), ("of no severity", counts.None), ("not rated", counts.Unknown) }
                .Where(band => band.Item2 > 0).Select(band => $"{band.Item2} {band.Item1}"));
        return string.Create(CultureInfo.InvariantCulture, $"Scan {scan.Ordinal}{(scan.Tool.Length > 0 ? $" by {scan.Tool}" : "")}, database of {scan.DatabaseAt:d MMMM yyyy}: {found}");
    }
}

/// <summary>All scans that versions ever had: what the gate could see at any instant is the last one submitted by then.</summary>
public static class ScanHistory
{
    /// <summary>Per version its scans in the order they came; a version without any has an empty list.</summary>
    public static async Task<IReadOnlyDictionary<VersionId, IReadOnlyList<ScanEvidence>>> Of(PortalDb db, IReadOnlyCollection<VersionId> versions, CancellationToken ct)
    {
        var scans = (await db.Scans.AsNoTracking().Where(scan => versions.Contains(scan.ModelVersion)).OrderBy(scan => scan.Ordinal).ToListAsync(ct)).ToLookup(scan => scan.ModelVersion);
        return versions.Distinct().ToDictionary(version => version, version => (IReadOnlyList<ScanEvidence>)[.. scans[version].Select(ScanEvidence.Of)]);
    }
}
