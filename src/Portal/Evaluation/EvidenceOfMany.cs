using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>What the gate looks at for many versions, in as many queries as for one.</summary>
internal static class EvidenceOfMany
{
    public static async Task<IReadOnlyDictionary<VersionId, GateEvidence>> Evidence(PortalDb db, IReadOnlyCollection<VersionId> versions, CancellationToken ct)
    {
        var runs = await db.EvaluationRuns.AsNoTracking()
            .Where(run => versions.Contains(run.Version) && !db.EvaluationRuns.Any(later => later.Version == run.Version && later.Ordinal > run.Ordinal))
            .ToDictionaryAsync(run => run.Version, ct);
        var documents = (await db.Documents.AsNoTracking().Where(document => versions.Contains(document.ModelVersion)).OrderBy(document => document.Ordinal)
            .Select(document => new { document.ModelVersion, Evidence = new DocumentEvidence(document.Id, document.Kind, document.Title, document.Content, document.State) })
            .ToListAsync(ct)).ToLookup(document => document.ModelVersion, document => document.Evidence);
        return versions.Distinct().ToDictionary(version => version, version => new GateEvidence(
            runs.GetValueOrDefault(version) is { } run ? new RunEvidence(run.Id, run.Dataset, run.Attempt, run.Rows, run.Positive, run.Confusion) : null,
            [.. documents[version]]));
    }
}
