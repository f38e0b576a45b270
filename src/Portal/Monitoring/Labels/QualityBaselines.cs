using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Labels;

/// <summary>
/// What quality is held against: the evaluation rows whose bins are the version's baseline. They also say which class is looked for (the
/// rarer of two) and which feature parts the rows.
/// </summary>
/// <param name="Count">As a cohort is counted.</param>
/// <param name="Positive">The rarer of two classes; null of one, of more, and of numbers.</param>
/// <param name="Segment">The first of the segments of the evaluation that is a feature too.</param>
public sealed record QualityBaseline(QualityCount Count, string? Positive, string? Segment)
{
    /// <summary>Labels of a sealed suite are not among the rows: there the outcome says how they came out.</summary>
    internal static QualityBaseline Of(IReadOnlyCollection<EvaluationRow> rows, BaselineOutcome? outcome, bool isNumber) =>
        outcome is null || isNumber || rows.Any(row => row.Label is not null) ? Of(rows, isNumber) : Of(outcome, rows);

    private static QualityBaseline Of(BaselineOutcome outcome, IReadOnlyCollection<EvaluationRow> rows)
    {
        var others = rows.Select(row => row.Prediction).Where(name => name != outcome.Positive).Distinct().Take(2).ToList();
        var (other, rightOthers) = (others.FirstOrDefault() ?? "", outcome.Right - outcome.Found);
        List<QualityCell> cells =
        [
            new(outcome.Positive, outcome.Positive, null, null, outcome.Found),
            new(other, outcome.Positive, null, null, outcome.Positives - outcome.Found),
            new(other, other, null, null, rightOthers),
            new(outcome.Positive, other, null, null, outcome.Rows - outcome.Positives - rightOthers),
        ];

        // Of more than two classes these counts say how many are right, and not which class was taken for which.
        return new(new QualityCount(rows.Count, outcome.Rows, cells, outcome.Bands ?? [], null), others.Count < 2 ? outcome.Positive : null, null);
    }

    internal static QualityBaseline Of(IReadOnlyCollection<EvaluationRow> rows, bool isNumber)
    {
        var labelled = rows.Where(row => row.Label is not null && !row.IsMustPass).ToList();
        var segment = rows.SelectMany(row => row.Segments.Keys.Where(row.Features.ContainsKey)).Distinct().Order(StringComparer.Ordinal).FirstOrDefault();
        if (isNumber)
        {
            var errors = labelled.Aggregate(ErrorSums.None, (sum, row) => sum + ErrorSums.Between(row.Prediction, row.Label));
            return new(new QualityCount(rows.Count, errors.N, [], [], errors), null, segment);
        }

        var classes = labelled.CountBy(row => row.Label ?? "").OrderBy(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).ToList();
        List<QualityCell> cells = [.. labelled.CountBy(row => (row.Prediction, Label: row.Label ?? "")).Select(pair => new QualityCell(pair.Key.Prediction, pair.Key.Label, null, null, pair.Value))];
        return new(new QualityCount(rows.Count, labelled.Count, cells, LabelBand.Count(labelled.Select(row => (row.Score, row.Label ?? ""))), null), classes is [var rarer, _] ? rarer.Key : null, segment);
    }
}

/// <summary>The baselines of versions. One that was read once is kept: it never changes.</summary>
public sealed class QualityBaselines(IDbContextFactory<PortalDb> dbs, BlobStore blobs, Baselines baselines)
{
    private readonly ConcurrentDictionary<VersionId, QualityBaseline> _known = [];

    /// <summary>Null while the version has none.</summary>
    public async Task<QualityBaseline?> Of(VersionId version, CancellationToken ct)
    {
        if (_known.TryGetValue(version, out var known))
            return known;

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Baselines.AsNoTracking().SingleOrDefaultAsync(row => row.ModelVersion == version, ct) is not { } baseline || await baselines.Of(version, ct) is not { } bins)
            return null;

        List<EvaluationRow> rows = [];
        await using (var stored = blobs.Open(baseline.Rows))
        {
            await foreach (var row in EvaluationRows.Read(stored, ct))
                rows.Add(row);
        }

        return _known.GetOrAdd(version, QualityBaseline.Of(rows, baseline.Outcome, bins.PredictsNumbers));
    }
}
