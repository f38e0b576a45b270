using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Reports.Packs.Records;

/// <summary>What the policy in force asked of a tier's metrics; no number where there was none.</summary>
internal sealed record Thresholds(int? Policy, IReadOnlyList<MetricCheck> Checks);

/// <summary>Reads what held when: by the policy of that time, not by today's.</summary>
public sealed class ThresholdQueries(IDbContextFactory<PortalDb> dbs)
{
    private readonly ConcurrentDictionary<(int Number, RiskTier Tier), Thresholds> _known = new();

    internal async Task<Thresholds> At(DateTimeOffset at, RiskTier? tier, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.PolicyAt(at, ct) is { } policy ? _known.GetOrAdd((policy.Number, tier ?? RiskTier.Critical), key => Of(policy, key.Tier)) : new Thresholds(null, []);
    }

    private static Thresholds Of(Policy policy, RiskTier tier) => new(policy.Number, [.. policy.Checks.OfType<MetricCheck>().Where(check => check.From <= tier)]);
}
