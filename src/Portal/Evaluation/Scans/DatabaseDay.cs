using Portal.Shared;

namespace Portal.Evaluation.Scans;

/// <summary>Of when the database of vulnerabilities is: a scan is worth what its database knew, so one without a day is worth nothing.</summary>
internal static class DatabaseDay
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The clock of who scanned may be ahead of ours.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public static Result<DateTimeOffset> Of(ScanReport report, string? said, DateTimeOffset now)
    {
        if (report.ScannedAt > now + Ahead)
            return new Invalid("metadata.timestamp", "It is in the future.");
        if (said is not null && ScanJson.TimeOf(said) is null)
            return new Invalid("database", "It is the day of the database of vulnerabilities: 2026-11-01.");
        if (new[] { ScanJson.TimeOf(said), report.DatabaseAt }.Min() is not { } at)
            return new Invalid("database", "The file does not say of when the database of vulnerabilities is. Say it in the address: ?database=2026-11-01.");
        if (at > now + Ahead)
            return new Invalid("database", "The day of the database is in the future.");

        return at >= Earliest ? at : new Invalid("database", "The day of the database is too long ago to be one.");
    }
}
