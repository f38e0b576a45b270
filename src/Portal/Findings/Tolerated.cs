using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>How a use case begins and ends an exception, and asks for what is tolerated: within its own change, so that neither is there without the other.</summary>
public static class Tolerated
{
    public static async Task Begin(PortalDb db, Actor actor, Toleration toleration, DateTimeOffset now, CancellationToken ct)
    {
        var exception = RuleException.Of(await NextCode(db, ct), toleration, actor.Person.GetValueOrDefault(), now);
        db.Exceptions.Add(exception);
        db.Record(new EntryDraft(actor, now, "exception.approved", exception.Code) { Reason = exception.Reason, Details = Details(exception, toleration.SystemCode, version: null) });
    }

    /// <summary>Ends what is tolerated of a system, because it was decided on anew.</summary>
    public static async Task End(PortalDb db, Actor actor, SystemId system, ExceptionRule rule, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var exception in await db.Exceptions.Where(row => row.System == system && row.Rule == rule && row.ApprovedAt != null && row.EndedAt == null).ToListAsync(ct))
            Replace(db, actor, exception, now);
    }

    /// <summary>The checks of the gate that were ever tolerated for these systems, each with when it held, the longest first.</summary>
    public static async Task<IReadOnlyList<ToleratedCheck>> ChecksOf(PortalDb db, IReadOnlyCollection<SystemId> systems, CancellationToken ct)
    {
        var rows = await db.Exceptions.AsNoTracking().Where(row => systems.Contains(row.System) && row.Rule == ExceptionRule.Check && row.ApprovedAt != null)
            .OrderByDescending(row => row.ExpiresAt).ThenBy(row => row.Code).Select(row => new { row.System, row.ModelVersion, row.Subject, row.Code, row.ApprovedAt, row.EndedAt, row.ExpiresAt }).ToListAsync(ct);

        // What has run out does not count, ended or not.
        return [.. rows.Select(row => new ToleratedCheck(
            row.System, row.ModelVersion, row.Subject, row.Code, row.ApprovedAt ?? row.ExpiresAt, row.EndedAt < row.ExpiresAt ? row.EndedAt.Value : row.ExpiresAt, row.ExpiresAt))];
    }

    internal static async Task<string> NextCode(PortalDb db, CancellationToken ct) => $"{Sequence.Exceptions}-{await db.NextNumberAsync(Sequence.Exceptions, ct):0000}";

    internal static void Replace(PortalDb db, Actor actor, RuleException exception, DateTimeOffset now)
    {
        exception.End(ExceptionEnd.Replaced, now);
        db.Record(new EntryDraft(actor, now, "exception.replaced", exception.Code));
    }

    internal static Dictionary<string, string> Details(RuleException exception, string system, string? version) => new()
    {
        ["system"] = system,
        ["rule"] = exception.Rule.ToString(),
        ["subject"] = exception.Subject,
        ["version"] = version ?? "",
        ["what"] = exception.What,
        ["control"] = exception.CompensatingControl,
        ["until"] = Calendar.Text(exception.LastDay),
    };
}

/// <summary>A check that need not pass, of one version or of all, under which exception, and from when until when that held or will.</summary>
public sealed record ToleratedCheck(SystemId System, VersionId? ModelVersion, string Subject, string Code, DateTimeOffset From, DateTimeOffset Ends, DateTimeOffset ExpiresAt)
{
    public bool IsFor(SystemId system, VersionId version) => System == system && (ModelVersion is null || ModelVersion == version);
}
