using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation.Scans;

/// <summary>Takes what a scanner found in a sealed version, and reads from it what the gate asks about.</summary>
public sealed class SubmitScan(IDbContextFactory<PortalDb> dbs, BlobStore blobs, LiveFeed<SystemId> feed, TimeProvider time)
{
    /// <summary>The day of the database is said beside a file that does not hold it; of two days the earlier one counts.</summary>
    public sealed record Input(string System, string Label, Stream Content, string? Database = null);

    public const int MostBytes = ScanReader.MostBytes;

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The clock of who scanned may be ahead of ours.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public async Task<Result<ScanId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.SubmitEvidence) || actor.Person is not { } person)
            return new Forbidden("You may not submit scans.");
        if (await Refuses(actor, input, ct) is { } early)
            return early;
        if (await BoundedBody.Read(input.Content, MostBytes, ct) is not { } bytes)
            return new Invalid("body", $"The file has more than {MostBytes / 1024 / 1024} MB.");
        if (!ScanReader.Read(bytes).Succeeded(out var report, out var refusal))
            return refusal;
        if (!DatabaseOf(report, input.Database).Succeeded(out var databaseAt, out refusal))
            return refusal;

        var content = await blobs.PutAsync(bytes, ct);
        var result = await dbs.WriteAsync<(SystemId System, ScanId Scan)>(db => Add(db, actor, person, input, report, databaseAt, content, bytes.Length, ct), ct);
        if (result.Refusal is { } late)
            return late;

        feed.Publish(result.Value.System);
        return result.Value.Scan;
    }

    /// <summary>A scan is worth what its database knew, so one without a date is worth nothing.</summary>
    private Result<DateTimeOffset> DatabaseOf(ScanReport report, string? said)
    {
        if (report.ScannedAt > time.GetUtcNow() + Ahead)
            return new Invalid("metadata.timestamp", "It is in the future.");
        if (said is not null && ScanJson.TimeOf(said) is null)
            return new Invalid("database", "It is the day of the database of vulnerabilities: 2026-11-01.");
        if (new[] { ScanJson.TimeOf(said), report.DatabaseAt }.Min() is not { } at)
            return new Invalid("database", "The file does not say of when the database of vulnerabilities is. Say it in the address: ?database=2026-11-01.");
        if (at > time.GetUtcNow() + Ahead)
            return new Invalid("database", "The day of the database is in the future.");

        return at >= Earliest ? at : new Invalid("database", "The day of the database is too long ago to be one.");
    }

    private async Task<Refusal?> Refuses(Actor actor, Input input, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await db.VersionForEvidence(actor, input.System, input.Label, ct)).Refusal;
    }

    private async Task<Result<(SystemId, ScanId)>> Add(
        PortalDb db, Actor actor, PersonId person, Input input, ScanReport report, DateTimeOffset databaseAt, Digest content, long size, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var subject = VersionAccess.SubjectOf(input.System, input.Label);
        if (!(await db.VersionForEvidence(actor, input.System, input.Label, ct)).Succeeded(out var version, out var refusal))
            return db.Refused(actor, now, "scan.submit", subject, refusal);

        var ordinal = await db.Scans.CountAsync(scan => scan.ModelVersion == version.Id, ct) + 1;
        var scan = Scan.Of(version.Id, ordinal, report, databaseAt, content, size, person, now);
        db.Scans.Add(scan);
        db.Record(new EntryDraft(actor, now, "scan.submitted", subject) { After = content, Made = scan.Id.ToString(), Details = DetailsOf(scan) });
        return (version.System, scan.Id);
    }

    private static Dictionary<string, string> DetailsOf(Scan scan) => new()
    {
        ["scan"] = scan.Id.ToString(),
        ["format"] = scan.Format.ToString(),
        ["database"] = scan.DatabaseAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["vulnerabilities"] = scan.Counts.Total.ToString(CultureInfo.InvariantCulture),
        ["critical"] = scan.Critical.ToString(CultureInfo.InvariantCulture),
        ["excused"] = scan.Excused.ToString(CultureInfo.InvariantCulture),
    };
}
