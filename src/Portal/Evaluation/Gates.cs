using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Gathers the evidence for the gate.</summary>
public static class Gates
{
    /// <summary>The verdict on what is there now; in the caller's transaction, so that what is frozen is what was seen.</summary>
    public static async Task<GateVerdict> Verdict(PortalDb db, VersionId version, Policy policy, CancellationToken ct)
    {
        var run = await db.EvaluationRuns.AsNoTracking().Where(run => run.Version == version).OrderByDescending(run => run.Ordinal).FirstOrDefaultAsync(ct);
        var documents = await db.Documents.AsNoTracking().Where(document => document.ModelVersion == version).OrderBy(document => document.Ordinal)
            .Select(document => new DocumentEvidence(document.Id, document.Kind, document.Title, document.Content, document.State))
            .ToListAsync(ct);
        var latest = run is null ? null : new RunEvidence(run.Id, run.Dataset, run.Attempt, run.Rows, run.Positive, run.Confusion);
        return Gate.Decide(policy, new GateEvidence(latest, documents));
    }

    public static Task<GateVerdict> Verdict(PortalDb db, ModelVersion version, Policy policy, CancellationToken ct) => Verdict(db, version.Id, policy, ct);
}

/// <summary>Asks the gate for pages and programs.</summary>
public sealed class GateQueries(IDbContextFactory<PortalDb> dbs)
{
    /// <summary>What the gate to Production says of a version now, by the policy in force.</summary>
    public async Task<GateVerdict> ToProduction(VersionId version, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Gates.Verdict(db, version, Policy.Shipped, ct);
    }
}
