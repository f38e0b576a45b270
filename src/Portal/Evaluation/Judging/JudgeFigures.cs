using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;

namespace Portal.Evaluation.Judging;

/// <summary>What a judge's answers come to. What it could not judge counts neither for nor against.</summary>
internal static class JudgeFigures
{
    /// <summary>Below it an output is taken for made up: less than half of it follows from the context.</summary>
    public const double Hallucinated = 0.5;

    public static IReadOnlyList<Figure> Of(IEnumerable<(Metric Metric, double Score)> scores)
    {
        var byMetric = scores.ToLookup(score => score.Metric, score => score.Score);
        List<Figure> figures = [];
        foreach (var metric in DefaultRubrics.Judged)
        {
            if (MeanInterval.OfShares(Moments.Of(byMetric[metric])) is { } mean)
                figures.Add(new Figure(metric, Slice.Whole, mean));
        }

        if (Estimate.Proportion(byMetric[Metric.Factuality].Count(score => score < Hallucinated), byMetric[Metric.Factuality].Count()) is { } rate)
            figures.Add(new Figure(Metric.HallucinationRate, Slice.Whole, rate));
        return figures;
    }
}
