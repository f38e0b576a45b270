using Portal.Shared;

namespace Portal.Evaluation.Scans;

/// <summary>
/// What a scanner found in a version, against a database of vulnerabilities as it was on a day. Its bytes are kept; counts and
/// criticals are read from them by the portal. A scan is never changed: a newer one is another scan.
/// </summary>
public sealed class Scan
{
    /// <summary>Of more criticals than anybody works through at once the first are kept, those without an excuse before the others.</summary>
    public const int MostCriticals = 500;

    private readonly List<ScanCritical> _criticals = [];

    private Scan() { }

    public ScanId Id { get; private set; }

    public VersionId ModelVersion { get; private set; }

    /// <summary>1, 2, 3 for the version: the order of submission, whatever the clock said.</summary>
    public int Ordinal { get; private set; }

    public ScanFormat Format { get; private set; }

    /// <summary>The scanner; empty when nobody said.</summary>
    public string Tool { get; private set; } = "";

    /// <summary>Of when the database of vulnerabilities was that it knew.</summary>
    public DateTimeOffset DatabaseAt { get; private set; }

    /// <summary>When it was made; null when the file does not say.</summary>
    public DateTimeOffset? ScannedAt { get; private set; }

    public Digest Content { get; private set; } = Digest.Of([]);

    public long Size { get; private set; }

    public int Critical { get; private set; }

    public int High { get; private set; }

    public int Medium { get; private set; }

    public int Low { get; private set; }

    public int None { get; private set; }

    public int Unknown { get; private set; }

    /// <summary>Criticals of which somebody concluded that they do no harm here.</summary>
    public int Excused { get; private set; }

    public IReadOnlyList<ScanCritical> Criticals => _criticals;

    public PersonId By { get; private set; }

    public DateTimeOffset SubmittedAt { get; private set; }

    public SeverityCounts Counts => new(Critical, High, Medium, Low, None, Unknown);

    internal static Scan Of(VersionId version, int ordinal, ScanReport report, DateTimeOffset databaseAt, Digest content, long size, PersonId by, DateTimeOffset now)
    {
        var counts = SeverityCounts.Of(report.Vulnerabilities);
        List<ReportedVulnerability> criticals = [.. report.Vulnerabilities.Where(found => found.Severity == VulnerabilitySeverity.Critical).OrderBy(IsExcused)];
        var scan = new Scan
        {
            Id = ScanId.New(now),
            ModelVersion = version,
            Ordinal = ordinal,
            Format = report.Format,
            Tool = report.Tool,
            DatabaseAt = databaseAt,
            ScannedAt = report.ScannedAt,
            Content = content,
            Size = size,
            Critical = counts.Critical,
            High = counts.High,
            Medium = counts.Medium,
            Low = counts.Low,
            None = counts.None,
            Unknown = counts.Unknown,
            Excused = criticals.Count(IsExcused),
            By = by,
            SubmittedAt = now,
        };
        scan._criticals.AddRange(criticals.Take(MostCriticals).Select((found, index) => new ScanCritical(index + 1, found.Id, found.Component, found.Analysis, found.Justification)));
        return scan;
    }

    private static bool IsExcused(ReportedVulnerability found) => found.Analysis?.Excuses() == true;
}

/// <summary>A vulnerability rated critical, and what was concluded about it.</summary>
public sealed record ScanCritical(int Ordinal, string Vulnerability, string Component, AnalysisState? Analysis, string Justification)
{
    public bool IsExcused => Analysis?.Excuses() == true;
}
