using Portal.Statistics.Alerts;
using Portal.Statistics.Drift;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Alerts;

public sealed class FeatureFiguresTests
{
    private static readonly NumericBins Bins = NumericBins.Freeze(Watched.Normal(10_000, 0, 1));

    [Fact]
    public void Figures_from_counts_are_those_of_the_values()
    {
        double[] reference = Watched.Normal(10_000, 0, 1), current = Watched.Normal(4000, 0.3, 2);
        var values = NumericDrift.Of(reference, current);

        var figures = FeatureFigures.Of(Summed(reference, current));

        Assert.Equal(values.Divergences?.Stability.BiasCorrected ?? 0, figures.Psi ?? 0, 12);
        Assert.InRange(figures.JensenShannon ?? 0, (values.Divergences?.JsDistance ?? 0) - 0.01, values.Divergences?.JsDistance ?? 0);
        Assert.InRange(figures.KolmogorovSmirnov ?? 0, (values.KolmogorovSmirnov?.Statistic ?? 0) - 0.011, values.KolmogorovSmirnov?.Statistic ?? 0);
        Assert.InRange(figures.Wasserstein ?? 0, (values.Wasserstein?.Normalised ?? 0) - 0.04, (values.Wasserstein?.Normalised ?? 0) - 0.01);
    }

    [Fact]
    public void One_wild_value_moves_no_figure_to_its_level()
    {
        double[] reference = Watched.Normal(10_000, 0, 1), current = [.. Watched.Normal(1000, 0, 2), 1e6];

        var figures = FeatureFigures.Of(Summed(reference, current));

        Assert.All(AlertRule.Metrics, metric => Assert.True(figures.Of(metric) < Watched.Shipped.WarningOf(metric), $"{metric}: {figures.Of(metric)}"));
    }

    [Fact]
    public void A_shift_of_five_deviations_is_seen_beside_a_wild_value_in_the_baseline()
    {
        double[] reference = [.. Watched.Normal(10_000, 0, 1), 1e6];

        var figures = FeatureFigures.Of(Summed(reference, Watched.Normal(1000, 5, 2)));

        Assert.True(figures.Psi > 1);
        Assert.True(figures.KolmogorovSmirnov > 0.9);
        Assert.True(figures.P < 1e-10);
    }

    [Fact]
    public void A_constant_column_that_stays_constant_is_settled()
    {
        var bins = NumericBins.Freeze(Enumerable.Repeat(7.0, 1000).ToArray());

        var figures = FeatureFigures.Of(Watched.Counted("constant", bins, Enumerable.Repeat(7.0, 1000).ToArray()));

        Assert.Equal((0.0, 0.0, 1.0), (figures.Psi, figures.JensenShannon, figures.P));
        Assert.Equal(DriftVerdict.Settled, Watched.Shipped.Judge(figures, DriftMetric.Psi));
    }

    [Fact]
    public void A_constant_column_that_becomes_another_constant_is_serious()
    {
        var bins = NumericBins.Freeze(Enumerable.Repeat(7.0, 1000).ToArray());

        var figures = FeatureFigures.Of(Watched.Counted("constant", bins, Enumerable.Repeat(8.0, 1000).ToArray())) with { AdjustedP = 0 };

        Assert.Equal(DriftVerdict.Serious, Watched.Shipped.Judge(figures, DriftMetric.Psi));
    }

    [Fact]
    public void An_empty_bin_costs_what_it_must_and_no_more()
    {
        // Values of nine deciles of ten: the true index of a tenth that has gone.
        var figures = FeatureFigures.Of(Watched.Counted("cut", Bins, Watched.Normal(20_000, 0, 3).Where(value => value < 1.28).ToArray()));

        Assert.InRange(figures.Psi ?? 0, 0.1, 1.5);
    }

    [Fact]
    public void One_new_category_in_a_thousand_rows_is_silent_and_a_fifth_of_them_is_not()
    {
        var bins = CategoricalBins.Freeze(Enumerable.Range(0, 5000).Select(i => i % 2 == 0 ? "a" : "b"));
        string[] usual = [.. Enumerable.Range(0, 999).Select(i => i % 2 == 0 ? "a" : "b")];

        var one = ModelEvaluation.Of([Watched.Counted("kind", bins, usual.Append("new"))], 1).Features[0];
        var many = ModelEvaluation.Of([Watched.Counted("kind", bins, usual.Concat(Enumerable.Repeat("new", 250)))], 1).Features[0];

        Assert.Equal(DriftVerdict.Settled, Watched.Shipped.Judge(one, DriftMetric.Psi));
        Assert.Equal(DriftVerdict.Serious, Watched.Shipped.Judge(many, DriftMetric.Psi));
    }

    [Fact]
    public void Missing_values_are_judged_by_the_bound_of_their_rise()
    {
        static double[] Holes(int each) => [.. Watched.Normal(1000, 0, 4).Select((value, i) => i % each == 0 ? double.NaN : value)];

        var few = FeatureFigures.Of(Watched.Counted("holes", Bins, Holes(50)));
        var many = FeatureFigures.Of(Watched.Counted("holes", Bins, Holes(3)));
        var all = FeatureFigures.Of(Watched.Counted("holes", Bins, Enumerable.Repeat(double.NaN, 1000).ToArray()));

        Assert.Equal(DriftVerdict.Settled, Watched.Shipped.Judge(few, DriftMetric.Missing));
        Assert.Equal(DriftVerdict.Warning, Watched.Shipped.Judge(many, DriftMetric.Missing));
        Assert.Equal(DriftVerdict.Warning, Watched.Shipped.Judge(all, DriftMetric.Missing));
        Assert.Equal(DriftVerdict.NoData, Watched.Shipped.Judge(all, DriftMetric.Psi));
    }

    [Fact]
    public void A_hundredth_of_a_deviation_at_a_million_rows_is_significant_and_silent()
    {
        var figures = ModelEvaluation.Of([Watched.Counted("f", NumericBins.Freeze(Watched.Normal(1_000_000, 0, 5)), Watched.Normal(1_000_000, 0.01, 6))], 1).Features[0];

        Assert.True(figures.AdjustedP < 0.001);
        Assert.All(AlertRule.Metrics, metric => Assert.True(Watched.Shipped.Judge(figures, metric) <= DriftVerdict.Settled));
    }

    [Theory, InlineData(1, 1), InlineData(30, 2), InlineData(90, 3), InlineData(499, 4)]
    public void Fewer_rows_than_it_takes_are_never_fine(int rows, int seed)
    {
        var still = ModelEvaluation.Of([Watched.Counted("f", Bins, Watched.Normal(rows + (rows % 2), 0, seed).AsSpan(0, rows))], 1).Features[0];

        Assert.All(AlertRule.Metrics, metric => Assert.True(Watched.Shipped.Judge(still, metric) <= DriftVerdict.TooFewRows));
        Assert.All(AlertRule.Metrics, metric => Assert.True(Watched.Shipped.JudgeFew(still, metric) <= DriftVerdict.TooFewRows));
    }

    [Fact]
    public void Ninety_rows_may_warn_by_their_exact_test()
    {
        var bins = NumericBins.Freeze(Watched.Normal(2000, 0, 1));

        var moved = ModelEvaluation.Of([Watched.Counted("f", bins, Watched.Normal(90, 2, 7))], 1).Features[0];

        Assert.Equal(DriftVerdict.TooFewRows, Watched.Shipped.Judge(moved, DriftMetric.Psi));
        Assert.Equal(DriftVerdict.Warning, Watched.Shipped.JudgeFew(moved, DriftMetric.Psi));
    }

    private static FeatureCounts Summed(double[] reference, double[] current) => Watched.Counted("f", NumericBins.Freeze(reference), current);
}
