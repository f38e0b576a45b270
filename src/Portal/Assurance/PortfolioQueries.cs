using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Assurance;

/// <summary>The estate as a whole: on what its systems rest, and how it stands against the policy's limits.</summary>
public sealed record Portfolio(int Live, int Published, int Policy, IReadOnlyList<Concentration> Concentrations, IReadOnlyList<LimitState> Limits);

/// <summary>Reads the whole estate in a handful of queries.</summary>
public sealed class PortfolioQueries(IDbContextFactory<PortalDb> dbs, VersionReader versions, FindingQueries findings, ExceptionQueries exceptions, TimeProvider time)
{
    public async Task<Portfolio> Now(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var policy = await db.PolicyInForce(ct);
        var systems = await Systems(db, ct);
        if (policy.Limits.Any(limit => limit.Measure == EstateMeasure.BelowMaturityTarget))
            systems = await WithMaturity(db, systems, policy, now, ct);
        var facts = new EstateFacts(systems, (await findings.Counts(AsOf.Now, ct)).Severe, (await exceptions.Counts(AsOf.Now, ct)).Holding, now);
        return new Portfolio(
            systems.Count(system => system.IsLive), systems.Count, policy.Number,
            [.. Enum.GetValues<ConcentrationKind>().Select(kind => Concentration.Of(kind, systems))], EstateLimits.Of(policy.Limits, facts));
    }

    private static async Task<IReadOnlyList<EstateSystem>> Systems(PortalDb db, CancellationToken ct)
    {
        var rows = await (
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.State == EntryState.Published && system.RetiredAt == null
            orderby system.Code.Length, system.Code
            select new
            {
                system.Id,
                system.Code,
                revision.Content.Name,
                system.Tier,
                system.ReviewDue,
                revision.Content.Vendor,
                revision.Content.ApplicationType,
                revision.Content.Department,
                revision.Content.DataSources,
                revision.Content.Uses,
            }).ToListAsync(ct);
        var codes = rows.ToDictionary(row => row.Id, row => row.Code);
        var versions = (await db.Versions.AsNoTracking().Where(version => version.Stage != null)
            .Select(version => new { version.System, version.Label, version.Name, version.Stage, version.SealedAt }).ToListAsync(ct)).Where(version => codes.ContainsKey(version.System)).ToLookup(version => version.System);
        var artefacts = versions.SelectMany(group => group).ToDictionary(version => (codes[version.System], version.Label), version => version.Name);
        return
        [
            .. rows.Select(row =>
            {
                var furthest = versions[row.Id].Where(version => version.Stage != Stage.Retired).OrderByDescending(version => version.Stage).ThenByDescending(version => version.SealedAt).ThenByDescending(version => version.Label, StringComparer.Ordinal).FirstOrDefault();
                return new EstateSystem(row.Id, row.Code, row.Name, row.Tier ?? RiskTier.Critical, row.ReviewDue, furthest?.Stage)
                {
                    Provider = row.Vendor,
                    ApplicationType = row.ApplicationType,
                    Department = row.Department,
                    DataSources = row.DataSources,
                    BaseModels = row.Uses.Count > 0
                        ? [.. row.Uses.Select(use => artefacts.GetValueOrDefault((use.System, use.Version)) ?? $"{use.System} {use.Version}")]
                        : furthest is null ? [] : [furthest.Name],
                };
            }),
        ];
    }

    private async Task<IReadOnlyList<EstateSystem>> WithMaturity(PortalDb db, IReadOnlyList<EstateSystem> systems, Policy policy, DateTimeOffset now, CancellationToken ct)
    {
        var found = await versions.Maturity(db, [.. systems.Where(system => system.IsLive).Select(system => new NamedSystem(system.Id, system.Code))], ct);
        return [.. systems.Select(system => found.GetValueOrDefault(system.Id) is { } facts ? system with { Maturity = Maturity.Of(facts, policy.Of(system.Tier).MaturityTarget, now) } : system)];
    }
}
