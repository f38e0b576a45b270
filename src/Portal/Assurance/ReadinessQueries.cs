using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Assurance;

/// <summary>Gathers what readiness is found from: for one system, or for those of one person in as many queries.</summary>
public sealed class ReadinessQueries(IDbContextFactory<PortalDb> dbs, RegisterQueries register, VersionReader versions, Calendar calendar, TimeProvider time)
{
    /// <summary>Null when there is no such system.</summary>
    public async Task<Readiness?> Of(string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await Read(db, db.Systems.Where(system => system.Code == code), ct)).SingleOrDefault();
    }

    /// <summary>The published systems that this person owns and that go on, those that lack most first.</summary>
    public async Task<IReadOnlyList<Readiness>> OwnedBy(PersonId person, CancellationToken ct)
    {
        var owned = (await register.OwnedBy(person, ct)).Where(line => line.Owns).Select(line => line.Id).ToList();
        if (owned.Count == 0)
            return [];

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await Read(db, db.Systems.Where(system => owned.Contains(system.Id) && system.RetiredAt == null && system.Tier != null), ct);
        return [.. found.OrderByDescending(readiness => readiness.Lacking.Count()).ThenBy(readiness => readiness.Code.Length).ThenBy(readiness => readiness.Code, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<Readiness>> Read(PortalDb db, IQueryable<AiSystem> wanted, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var systems = await wanted.AsNoTracking().Include(system => system.Revisions.Where(revision => revision.State != EntryState.Superseded)).ToListAsync(ct);
        if (systems.Count == 0)
            return [];

        var policy = await db.PolicyInForce(ct);
        var furthest = await versions.Furthest(db, [.. systems.Select(system => new NamedSystem(system.Id, system.Code))], now, ct);
        var signers = await FlowStaffing.SignersOf(db, policy, now, ct);
        var ids = systems.ConvertAll(system => system.Id);
        var exceptions = await Held(db, ids, now, ct);
        var findings = await Pressing(db, ids, calendar.Today, ct);
        return
        [
            .. systems.Select(system => ReadinessRules.Of(new ReadinessFacts
            {
                Code = system.Code,
                Policy = policy,
                Now = now,
                Today = calendar.Today,
                Content = (system.Published ?? system.Open ?? system.Revisions[0]).Content,
                Published = system is { Published: { } published, Tier: { } tier } ? new PublishedFacts(published.Number, tier, system.ReviewDue) : null,
                Open = system.Open?.State,
                OrphanedAt = system.OrphanedAt,
                Closed = system.WhyNotToPeople(now)?.Message,
                Version = furthest.GetValueOrDefault(system.Id),
                Signers = signers,
                Exceptions = [.. exceptions[system.Id]],
                Findings = [.. findings[system.Id]],
            })),
        ];
    }

    private static async Task<ILookup<SystemId, HeldException>> Held(PortalDb db, IReadOnlyCollection<SystemId> systems, DateTimeOffset now, CancellationToken ct) =>
        (await db.Exceptions.AsNoTracking().Where(row => systems.Contains(row.System) && row.ApprovedAt != null && row.EndedAt == null && row.ExpiresAt > now).OrderBy(row => row.ExpiresAt).ThenBy(row => row.Code)
            .Select(row => new { row.System, Held = new HeldException(row.Code, row.What, row.CompensatingControl, row.ExpiresAt) }).ToListAsync(ct))
        .ToLookup(row => row.System, row => row.Held);

    private static async Task<ILookup<SystemId, PressingFinding>> Pressing(PortalDb db, IReadOnlyCollection<SystemId> systems, DateOnly today, CancellationToken ct)
    {
        var wanted = systems.Select(system => (SystemId?)system).ToList();
        return (await db.Findings.AsNoTracking()
            .Where(row => wanted.Contains(row.System) && row.State != FindingState.Closed && (row.Severity == FindingSeverity.Severe || row.Due < today)).OrderBy(row => row.Due).ThenBy(row => row.Code)
            .Select(row => new { row.System, Pressing = new PressingFinding(row.Code, row.Title, row.Severity == FindingSeverity.Severe, row.Due) }).ToListAsync(ct))
            .ToLookup(row => row.System.GetValueOrDefault(), row => row.Pressing);
    }
}
