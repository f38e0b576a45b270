using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>
/// Reads the stored bytes of a version again. Bytes that are no longer the declared ones are recorded on the version, where the gate reads it,
/// and are a severe finding against its system.
/// </summary>
public sealed class VerifyArtifacts(IDbContextFactory<PortalDb> dbs, BlobStore blobs, LiveFeed<SystemId> feed, Calendar calendar, TimeProvider time)
{
    private const int DaysToMend = 5;

    /// <summary>Who may have the portal read: those who work on versions and those who audit them.</summary>
    public static bool IsOpenTo(Actor actor) =>
        !actor.LooksBack && (actor.Through == Through.System || actor.May(Permission.DeclareVersions) || actor.May(Permission.SubmitEvidence) || actor.May(Permission.ReadAudit));

    /// <summary>The names of the artifacts whose bytes are not what was declared.</summary>
    public async Task<Result<IReadOnlyList<string>>> Run(Actor actor, VersionId version, CancellationToken ct)
    {
        if (!IsOpenTo(actor))
            return new Forbidden("You may not have artifacts verified.");

        // Read before the transaction: gigabytes take longer than anybody should wait to write.
        var differing = await Differing(version, ct);
        var result = await dbs.WriteAsync<SystemId>(db => Record(db, actor, version, differing, ct), ct);
        if (!result.Succeeded(out var system, out var refusal))
            return refusal;

        feed.Publish(system);
        return differing.Order(StringComparer.Ordinal).ToList();
    }

    private async Task<HashSet<string>> Differing(VersionId version, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var stored = await db.Versions.AsNoTracking().Where(row => row.Id == version).SelectMany(row => row.Artifacts)
            .Where(artifact => artifact.StoredAt != null).Select(artifact => new { artifact.Name, artifact.Digest }).ToListAsync(ct);
        var differing = new HashSet<string>();
        foreach (var artifact in stored)
        {
            if (!await blobs.IsIntactAsync(artifact.Digest, ct))
                differing.Add(artifact.Name);
        }

        return differing;
    }

    private async Task<Result<SystemId>> Record(PortalDb db, Actor actor, VersionId id, HashSet<string> differing, CancellationToken ct)
    {
        if (await db.Versions.Include(row => row.Artifacts).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } version
            || await NamedSystems.Find(db, version.System, ct) is not { } system)
            return new NotFound($"Version {id}");
        if (actor.RefusalOn(system.Id, system.Code) is { } unbound)
            return unbound;

        var now = time.GetUtcNow();
        var subject = VersionAccess.SubjectOf(system.Code, version.Label);
        var (changed, restored) = version.Verify(differing, now);
        foreach (var artifact in changed)
        {
            db.Record(new EntryDraft(actor, now, "version.bytes-changed", subject) { Before = artifact.Digest, Details = new Dictionary<string, string> { ["name"] = artifact.Name } });
            await Raise(db, actor, system, subject, artifact, now, ct);
        }

        foreach (var artifact in restored)
            db.Record(new EntryDraft(actor, now, "version.bytes-restored", subject) { After = artifact.Digest, Details = new Dictionary<string, string> { ["name"] = artifact.Name } });

        // The daily look is no act of anybody; what somebody asks for is.
        if (actor.Person is not null && differing.Count == 0)
            db.Record(new EntryDraft(actor, now, "version.bytes-verified", subject));
        return version.System;
    }

    private async Task Raise(PortalDb db, Actor actor, NamedSystem system, string subject, DeclaredArtifact artifact, DateTimeOffset now, CancellationToken ct) => _ = await Raised.Raise(
        db, actor,
        new NewFinding(
            FindingSource.Audit, FindingSeverity.Severe, system.Id, $"Stored bytes of {subject} have changed",
            $"The artifact {artifact.Name} is no longer {artifact.Digest}: its file was changed or lost after it was sealed. Find out how, stop what runs from it, and put back the declared bytes: send them again or restore them from a backup.",
            system.BusinessOwner ?? system.FiledBy, calendar.DayOf(now).AddDays(DaysToMend))
        {
            About = subject,
            Key = $"{subject}/{artifact.Digest.Hex}",
        },
        now, ct);
}
