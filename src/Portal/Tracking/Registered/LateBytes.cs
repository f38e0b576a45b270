using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>Bytes that come to where a version was sealed from. The version has its own; that somebody meant to change it is a finding.</summary>
internal static class LateBytes
{
    private const int DaysToMend = 5;

    public static async Task Report(PortalDb db, Actor actor, FilePlace place, Stored stored, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var version in await SealedSources.Over(db, place, ct))
        {
            if (await db.Versions.AnyAsync(row => row.Id == version.Id && row.Artifacts.Any(artifact => artifact.Digest == stored.Digest), ct)
                || await NamedSystems.Find(db, version.SystemId, ct) is not { } system)
                continue;

            var subject = $"{version.System}/{version.Label}";
            _ = await Raised.Raise(
                db, actor,
                new NewFinding(
                    FindingSource.Audit, FindingSeverity.Moderate, system.Id, $"Bytes came after {subject} was sealed",
                    $"{place.Path} was written under the source of {subject} after it was sealed; it is {stored.Digest} now. The version keeps the bytes that it was sealed with, and clients that load it get those. Find out what the new bytes are for: if they are meant to run, register them as a version of their own.",
                    system.BusinessOwner ?? system.FiledBy, calendar.DayOf(now).AddDays(DaysToMend))
                {
                    About = subject.Length <= NewFinding.LongestAbout ? subject : version.System,
                    Key = $"late/{version.Id}",
                },
                now, ct);
        }
    }
}
