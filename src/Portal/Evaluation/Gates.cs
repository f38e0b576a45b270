using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Gathers the evidence for the gate.</summary>
public static class Gates
{
    /// <summary>The verdict on what is there now; in the caller's transaction, so that what is frozen is what was seen.</summary>
    public static async Task<GateVerdict> Verdict(PortalDb db, VersionId version, GateQuestion question, DateTimeOffset now, CancellationToken ct) =>
        Gate.Decide(question, await Evidence(db, version, now, ct));

    /// <summary>What there was to see at an instant.</summary>
    public static async Task<GateEvidence> Evidence(PortalDb db, VersionId version, DateTimeOffset at, CancellationToken ct) =>
        (await EvidenceHistory.Of(db, [version], ct))[version].At(at);
}

/// <summary>Asks the gate for pages and programs.</summary>
public sealed class GateQueries(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public Task<GateVerdict> ToProduction(VersionId version, CancellationToken ct) => To(version, Stage.Production, ct);

    /// <summary>What the gate to a stage says of a version now, by the policy in force. A system whose tier nobody has confirmed is asked for the most.</summary>
    public async Task<GateVerdict> To(VersionId version, Stage target, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var system = await db.Versions.Where(row => row.Id == version).Select(row => row.System).SingleAsync(ct);
        var tier = (await RegisterQueries.Published(db, system, ct))?.Tier ?? RiskTier.Critical;
        return await Gates.Verdict(db, version, new(await db.PolicyInForce(ct), target, tier, calendar.Today), time.GetUtcNow(), ct);
    }
}
