using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation.Figures;
using Portal.Evaluation.Suites;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>Makes a measured run of an upload: joins the labels of its suite, computes every figure, holds it against the version that runs.</summary>
internal sealed class Measuring(IDbContextFactory<PortalDb> dbs, BlobStore blobs, SealingKey key)
{
    public async Task<Result<MeasuredRun>> Measure(RunId run, ModelVersion version, RowUpload upload, BlobWriter stored, CancellationToken ct)
    {
        if (upload.Terms.Suite is not null)
            return await OnSuite(run, version, upload, stored, ct);

        var terms = upload.Terms;
        return new MeasuredRun(
            terms.Dataset ?? "", upload.DatasetDigest, await stored.KeepAsync(ct), terms.Positive, upload.Confusion, upload.Features, terms.Kind, terms.Task,
            await Content(version, upload.Measured, upload.DatasetDigest, terms, ct) with
            {
                Source = terms.Source,
            })
        {
            N = upload.Measured.Count,
            Groups = await Sealed(run, upload.Measured, ct),
        }.WithReported(upload.Reported);
    }

    private async Task<Result<MeasuredRun>> OnSuite(RunId run, ModelVersion version, RowUpload upload, BlobWriter stored, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Suites.AsNoTracking().SingleOrDefaultAsync(suite => suite.Code == upload.Terms.Suite && suite.System == version.System, ct) is not { } suite)
            return new Invalid("suite", "The system has no suite with this code.");
        if (suite.State != SuiteState.Agreed || suite.Labels is not { } labels)
            return new Invalid("suite", $"{suite.Code} is not agreed on by the owner and the validator.");
        if (!Join(upload.Measured, await Labels(suite.Id, labels, ct)).Succeeded(out var rows, out var unfit))
            return unfit;

        var terms = upload.Terms with { Task = suite.Terms.Task, Positive = suite.Terms.Positive };
        if (RowRules.Faults(rows, terms with { Suite = null }).Take(1).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);

        var confusion = terms.Task == EvaluationTask.Classification ? Confusion.Of(rows.Select(row => (row.Prediction, row.Label ?? "")), terms.Positive ?? "") : default;
        return new MeasuredRun(suite.Terms.Dataset, labels.DatasetDigest, await stored.KeepAsync(ct), terms.Positive, confusion, upload.Features, EvaluationKind.HoldOut, terms.Task,
            await Content(version, rows, labels.DatasetDigest, terms, ct) with { Suite = new SuiteOfRun(suite.Id, suite.Code, suite.Terms.Name, DateOnly.FromDateTime(labels.At.UtcDateTime).AddDays(suite.Terms.MostDays), IsWornOut: false) })
        {
            N = rows.Count,
            Bands = terms.Task == EvaluationTask.Classification ? LabelBand.Count(rows.Where(row => !row.IsMustPass).Select(row => (row.Score, row.Label ?? ""))) : [],
            MostUses = suite.Terms.MostUses,
            Groups = await Sealed(run, rows, ct),
        };
    }

    private async Task<Digest?> Sealed(RunId run, IReadOnlyList<MeasuredRow> rows, CancellationToken ct) =>
        rows.Any(row => row.Groups.Count > 0) ? await new SealedRows(blobs, key).Put(GroupRow.PurposeOf(run), GroupRow.Of(rows), GroupsJson.Default.GroupRow, ct) : null;

    private async Task<Dictionary<string, LabelRow>> Labels(SuiteId suite, SuiteLabels labels, CancellationToken ct)
    {
        var (rows, shared) = (new Dictionary<string, LabelRow>((int)labels.Rows, StringComparer.Ordinal), new SharedTexts());
        await foreach (var row in new SealedRows(blobs, key).Read(labels.Blob, LabelRow.PurposeOf(suite), SuiteJson.Default.LabelRow, ct))
            rows[row.Id] = row with { Label = shared.OneOf(row.Label), Segments = shared.OneOf(row.Segments), Groups = shared.OneOf(row.Groups) };
        return rows;
    }

    /// <summary>Every row of the hold-out needs its prediction: who may leave rows out learns the labels of those that he sends.</summary>
    private static Result<List<MeasuredRow>> Join(IReadOnlyList<MeasuredRow> predicted, Dictionary<string, LabelRow> labels)
    {
        for (var index = 0; index < predicted.Count; index++)
        {
            if (!labels.ContainsKey(predicted[index].Id))
                return new Invalid($"rows[{index}].id", $"Row {index + 1}: the suite has no row '{predicted[index].Id}'.");
        }

        return predicted.Count < labels.Count
            ? new Invalid("rows", $"{labels.Count - predicted.Count} of the suite's {labels.Count} rows have no prediction: send one for each.")
            : predicted.Select(row => labels[row.Id].With(row)).ToList();
    }

    private async Task<RunContent> Content(ModelVersion version, IReadOnlyList<MeasuredRow> rows, Digest dataset, RunTerms terms, CancellationToken ct) =>
        new(new RowFigures(terms.Task, terms.Positive, terms.Format).Of(rows, ct), RunCurves.Of(rows, terms.Task, terms.Positive))
        {
            Comparison = terms.Kind == EvaluationKind.HoldOut ? await Comparison(version, rows, dataset, terms, ct) : null,
            MustPassOutputs = MeasuredRow.OutputsOf(rows.Where(row => row.IsMustPass)),
        };

    /// <summary>Against the version that runs, when that was evaluated on the same data with the same labels; its latest run counts.</summary>
    private async Task<RunComparison?> Comparison(ModelVersion version, IReadOnlyList<MeasuredRow> rows, Digest dataset, RunTerms terms, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var incumbent = await db.Versions.AsNoTracking().Where(other => other.System == version.System && other.Stage == Stage.Production && other.Id != version.Id)
            .Select(other => new { other.Id, other.Label }).FirstOrDefaultAsync(ct);
        if (incumbent is null)
            return null;

        var run = await db.EvaluationRuns.AsNoTracking().Where(run => run.Version == incumbent.Id && run.Kind == EvaluationKind.HoldOut && run.DatasetDigest == dataset && run.Task == terms.Task)
            .OrderByDescending(run => run.Ordinal).Select(run => new { run.Id, run.Rows }).FirstOrDefaultAsync(ct);
        if (run is null)
            return null;

        var (before, shared) = (new Dictionary<string, Answer>(rows.Count, StringComparer.Ordinal), new SharedTexts());
        await using var stored = blobs.Open(run.Rows);
        await foreach (var row in EvaluationRows.Read(stored, ct))
            before[row.Id] = new Answer(shared.OneOf(row.Prediction), row.Score);
        return new PairedRows(terms.Task, terms.Positive).Of(rows, before) is { } differences
            ? new RunComparison(incumbent.Id, incumbent.Label, run.Id, differences)
            {
                Swap = terms is { Task: EvaluationTask.Classification, Positive: { } positive } ? SwapSet.Of(positive, rows, before) : null,
            }
            : null;
    }
}
