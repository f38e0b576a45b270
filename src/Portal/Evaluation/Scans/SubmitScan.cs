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
        if (!DatabaseDay.Of(report, input.Database, time.GetUtcNow()).Succeeded(out var databaseAt, out refusal))
            return refusal;

        var content = await blobs.PutAsync(bytes, ct);
        var result = await dbs.WriteAsync<(SystemId System, ScanId Scan)>(db => Add(db, actor, person, input, report, databaseAt, content, bytes.Length, ct), ct);
        if (result.Refusal is { } late)
            return late;

        feed.Publish(result.Value.System);
        return result.Value.Scan;
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
