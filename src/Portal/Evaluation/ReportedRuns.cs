using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Evaluation.Figures;
using Portal.Ledger;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>Figures that somebody else's tool measured, as evidence of a version within the change that seals it. The portal computed none of them, and the run says so.</summary>
public static class ReportedRuns
{
    /// <summary>What it takes to be told; <paramref name="Source"/> says by whom.</summary>
    public sealed record Report(string Dataset, Digest DatasetDigest, string Source, IReadOnlyList<(Metric Metric, double Value)> Figures);

    /// <summary>The bytes that stand for the rows, which nobody here has: what was reported.</summary>
    public static byte[] BytesOf(Report report) => CanonicalJson.Object(
        ("dataset", report.Dataset),
        ("source", report.Source),
        ("figures", CanonicalJson.Object([.. report.Figures.Select(figure => (figure.Metric.ToString(), (CanonicalValue?)Text(figure.Value)))]))).ToBytes();

    /// <summary>Whether a figure of this metric can have the value: a share lies between 0 and 1.</summary>
    public static bool Fits(Metric metric, double value) => double.IsFinite(value) && Math.Abs(value) <= 1e15 && (metric.Unit() != MetricUnit.Share || value is >= 0 and <= 1);

    public static async Task Add(PortalDb db, Actor actor, ModelVersion version, string system, Report report, Digest stored, PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        var figures = report.Figures.Select(figure => new Figure(figure.Metric, Slice.Whole, new Estimate(figure.Value, figure.Value, figure.Value, 0, ReportedFigures.NoInterval))).ToList();
        var measured = new MeasuredRun(report.Dataset, report.DatasetDigest, stored, null, default, 0, EvaluationKind.Reported, EvaluationTask.Classification, RunContent.Empty with { Source = report.Source })
            .WithReported(figures);
        var ordinal = await db.EvaluationRuns.CountAsync(run => run.Version == version.Id, ct) + 1;
        var run = EvaluationRun.Of(RunId.New(now), version.Id, ordinal, await SubmitEvaluation.AttemptsOn(db, version.System, measured, ct) + 1, measured, person, now);
        db.EvaluationRuns.Add(run);
        db.Record(new EntryDraft(actor, now, "evaluation.run", VersionAccess.SubjectOf(system, version.Label)) { After = stored, Details = SubmitEvaluation.DetailsOf(run) });
    }

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
