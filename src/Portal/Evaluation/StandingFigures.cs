using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>A figure of a version that counts now, and the run that says so.</summary>
public sealed record StandingFigure(Metric Metric, Estimate Estimate, StandingRun Run);

/// <summary>A run as what figures refer to.</summary>
public sealed record StandingRun(int Ordinal, EvaluationKind Kind, FigureOrigin Origin, string Dataset, Digest DatasetDigest, DateTimeOffset At);

/// <summary>What is known of a version by its runs: of each metric the figure over all rows that counts.</summary>
public sealed record VersionFigures(VersionId Version, string Label, Stage? Stage, IReadOnlyList<StandingFigure> Figures)
{
    /// <summary>What a picture of quality shows, if a version has it; the first stands for it.</summary>
    private static readonly Metric[] Leading = [Metric.Accuracy, Metric.RocAuc, Metric.Factuality, Metric.RougeL, Metric.Mae, Metric.Rmse, Metric.FormatCompliance];

    public StandingFigure? Of(Metric metric) => Figures.FirstOrDefault(figure => figure.Metric == metric);

    /// <summary>The metric of quality that most of these versions have; null when none has one.</summary>
    public static Metric? LeadingOf(IReadOnlyList<VersionFigures> versions) =>
        Leading.Select(metric => (Metric: (Metric?)metric, Versions: versions.Count(version => version.Of(metric) is not null)))
            .Where(one => one.Versions > 0).OrderByDescending(one => one.Versions).FirstOrDefault().Metric;

    /// <summary>Of the runs of a version in their order, those whose figures count: as at the gate, what was measured stands before what was reported.</summary>
    internal static IReadOnlyList<StandingFigure> Standing(IReadOnlyList<(StandingRun Run, RunEvidence Evidence)> runs) =>
        [.. Enum.GetValues<Metric>().Select(metric => Standing(metric, runs)).OfType<StandingFigure>()];

    private static StandingFigure? Standing(Metric metric, IReadOnlyList<(StandingRun Run, RunEvidence Evidence)> runs)
    {
        // The latest hold-out decides on what is held against labels, whether it has the figure or not: nobody picks the run that looks best.
        var deciding = metric.IsOfLabels() && metric != Metric.MustPass ? runs.LastOrDefault(one => one.Run.Kind == EvaluationKind.HoldOut) : default;
        return deciding.Run is not null
            ? Figure(deciding, metric)
            : runs.Where(one => Figure(one, metric) is not null)
                .OrderBy(one => RankOf(one.Run)).ThenByDescending(one => one.Run.Ordinal).Select(one => Figure(one, metric)).FirstOrDefault();
    }

    private static int RankOf(StandingRun run) => run switch { { Origin: FigureOrigin.Reported } => 2, { Kind: EvaluationKind.Load or EvaluationKind.Judge } => 0, _ => 1 };

    private static StandingFigure? Figure((StandingRun Run, RunEvidence Evidence) one, Metric metric) =>
        one.Evidence.All.FirstOrDefault(figure => figure.Metric == metric && figure.Slice.Kind == SliceKind.Whole) is { } figure ? new(metric, figure.Estimate, one.Run) : null;
}
