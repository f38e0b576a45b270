using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>All evidence that a version ever had, each piece with when it came: what the gate could see at any instant is read from it.</summary>
public sealed record EvidenceHistory(IReadOnlyList<DatedRun> Runs, IReadOnlyList<DatedDocument> Documents, IReadOnlyList<DatedExcuse> Excuses)
{
    /// <summary>Runs, reviews and exceptions that came later are not in it.</summary>
    public GateEvidence At(DateTimeOffset at) => new(
        Runs.LastOrDefault(run => run.At <= at)?.Run,
        [.. Documents.Where(document => document.SubmittedAt <= at).Select(document => document.ReviewedAt <= at ? document.Document : document.Document with { State = DocumentState.InReview })])
    {
        Excuses = [.. Excuses.Where(excuse => excuse.From <= at && at < excuse.Ends).Select(excuse => excuse.Excuse)],
    };

    public static async Task<IReadOnlyDictionary<VersionId, EvidenceHistory>> Of(PortalDb db, IReadOnlyCollection<VersionId> versions, CancellationToken ct)
    {
        var runs = (await db.EvaluationRuns.AsNoTracking().Where(run => versions.Contains(run.Version)).OrderBy(run => run.Ordinal).ToListAsync(ct)).ToLookup(run => run.Version);
        var documents = (await db.Documents.AsNoTracking().Where(document => versions.Contains(document.ModelVersion)).OrderBy(document => document.Ordinal).ToListAsync(ct)).ToLookup(document => document.ModelVersion);
        var systems = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.System, ct);
        var tolerated = await Tolerated.ChecksOf(db, [.. systems.Values.Distinct()], ct);
        return versions.ToDictionary(version => version, version => new EvidenceHistory(
            [.. runs[version].Select(run => new DatedRun(new RunEvidence(run.Id, run.Dataset, run.Attempt, run.Rows, run.Positive, run.Confusion), run.At))],
            [.. documents[version].Select(document => new DatedDocument(new DocumentEvidence(document.Id, document.Kind, document.Title, document.Content, document.State), document.SubmittedAt, document.ReviewedAt))],
            [.. tolerated.Where(check => check.IsFor(systems[version], version)).Select(check => new DatedExcuse(new Excuse(check.Subject, check.Code, check.ExpiresAt), check.From, check.Ends))]));
    }
}

public sealed record DatedRun(RunEvidence Run, DateTimeOffset At);

/// <summary>A document with the outcome of its review, and when that came.</summary>
public sealed record DatedDocument(DocumentEvidence Document, DateTimeOffset SubmittedAt, DateTimeOffset? ReviewedAt);

/// <summary>From when to when a check's failing was tolerated: to its last day, or until it was ended earlier.</summary>
public sealed record DatedExcuse(Excuse Excuse, DateTimeOffset From, DateTimeOffset Ends);
