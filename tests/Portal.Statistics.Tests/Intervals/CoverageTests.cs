using Portal.Statistics.Experiments;
using Portal.Statistics.Fairness;
using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Intervals;

/// <summary>How often an interval at 95 % holds the truth that seeded data were drawn from.</summary>
public sealed class CoverageTests
{
    private const int Draws = 2_000;

    [Theory]
    [InlineData(50, 0.3)]
    [InlineData(20, 0.1)]
    [InlineData(500, 0.01)]
    public void Wilson_holds_a_rate(int n, double rate) =>
        IsNear95(Coverage(random => Estimate.Proportion(Hits(random, n, rate), n), rate));

    [Theory]
    [InlineData(40, 0.2, 0.5)]
    [InlineData(100, 0.02, 0.05)]
    public void Newcombe_holds_a_difference_of_two_groups(int n, double first, double second) =>
        IsNear95(Coverage(random => Newcombe.Difference(Hits(random, n, first), n, Hits(random, n, second), n), second - first));

    [Fact]
    public void Newcombe_holds_the_gain_of_a_candidate_on_the_same_rows() => IsNear95(Coverage(
        random =>
        {
            var rows = Enumerable.Range(0, 150).Select(_ => random.NextDouble()).Select(share => share switch
            {
                < 0.70 => ("right", "right", "right"),
                < 0.76 => ("right", "wrong", "right"),
                < 0.88 => ("wrong", "right", "right"),
                _ => ("wrong", "wrong", "right"),
            });
            return Classification.AccuracyGain(rows);
        },
        truth: 0.06));

    [Fact]
    public void The_delta_method_holds_F1() => IsNear95(Coverage(
        random =>
        {
            var counts = default(ClassCounts);
            for (var i = 0; i < 200; i++)
            {
                var share = random.NextDouble();
                counts = counts.With(isPredicted: share < 0.4, isLabelled: share is < 0.3 or > 0.9);
            }

            return counts.F1;
        },
        truth: 0.75));

    // Scores N(1, 1) of positives and N(0, 1) of negatives have an area of Φ(1/√2).
    [Fact]
    public void DeLong_holds_the_area_under_the_curve() =>
        IsNear95(Coverage(random => { var (scores, labels) = Scored(random, 80); return RocAuc.Of(scores, labels); }, truth: 0.7602499389065234));

    [Fact]
    public void Paired_DeLong_holds_no_gain_where_there_is_none() => IsNear95(Coverage(
        random =>
        {
            var (scores, labels) = Scored(random, 80);
            double[] first = [.. scores.Select(score => score + Normal(random))];
            double[] second = [.. scores.Select(score => score + Normal(random))];
            return RocAuc.Gain(first, second, labels);
        },
        truth: 0));

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public void Normal_theory_holds_a_mean(int n) =>
        IsNear95(Coverage(random => MeanInterval.Of(Moments.Of(Enumerable.Range(0, n).Select(_ => 3 + Normal(random)))), truth: 3));

    [Fact]
    public void Welch_holds_a_difference_of_means_of_unequal_spread() => IsNear95(Coverage(
        random => Welch.Of(Moments.Of(Enumerable.Range(0, 12).Select(_ => Normal(random))), Moments.Of(Enumerable.Range(0, 30).Select(_ => 1 + (4 * Normal(random)))))?.Difference,
        truth: 1));

    [Fact]
    public void The_root_of_the_interval_of_squares_holds_the_RMSE() =>
        IsNear95(Coverage(random => Regression.Of(new double[200], [.. Enumerable.Range(0, 200).Select(_ => 2 * Normal(random))]).Rmse, truth: 2));

    [Fact]
    public void Katz_holds_a_ratio_of_two_rates() => IsNear95(Coverage(
        random => new GroupComparison(Selected(random, 150, 0.3), Selected(random, 150, 0.4)).DisparateImpactInterval, truth: 0.75));

    [Fact]
    public void The_ranks_of_a_sample_hold_its_quantile() =>
        IsAtLeast95(Coverage(random => Sample.Of([.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())]).QuantileInterval(0.95), truth: 0.95));

    // Scores that promise twice what comes are off by half of their mean in every band.
    [Theory]
    [InlineData(300)]
    [InlineData(20_000)]
    public void The_bootstrap_and_batch_means_hold_the_calibration_error(int n) => Assert.InRange(
        Coverage(
            random =>
            {
                double[] scores = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
                return Calibration.Of(scores, [.. scores.Select(score => random.NextDouble() < score / 2)]).ExpectedError;
            },
            truth: 0.25, draws: 100),
        0.89, 1.0);

    [Fact]
    public void An_experiment_that_is_looked_at_ten_times_keeps_its_promise()
    {
        var alarms = Enumerable.Range(0, 500).Count(seed =>
        {
            var random = new Random(seed);
            var (k1, k2) = (0, 0);
            return Enumerable.Range(1, 10).Any(look =>
            {
                k1 += Hits(random, 200, 0.2);
                k2 += Hits(random, 200, 0.2);
                return ConfidenceSequence.OfProportions(k1, look * 200, k2, look * 200)!.IsSignificant;
            });
        });

        Assert.InRange(alarms / 500.0, 0, 0.05);
    }

    private static double Coverage(Func<Random, Estimate?> draw, double truth, int draws = Draws) =>
        Enumerable.Range(1, draws).Average(seed => draw(new Random(seed)) is { } found && found.Low <= truth && truth <= found.High ? 1.0 : 0.0);

    // Two thousand draws have a standard error of half a point; the methods are approximate by a point or two more.
    private static void IsNear95(double coverage) => Assert.InRange(coverage, 0.93, 0.975);

    private static void IsAtLeast95(double coverage) => Assert.InRange(coverage, 0.94, 1);

    private static int Hits(Random random, int n, double rate) => Enumerable.Range(0, n).Count(_ => random.NextDouble() < rate);

    private static ClassCounts Selected(Random random, int n, double rate)
    {
        var hits = Hits(random, n, rate);
        return new ClassCounts(hits, 0, n - hits, 0);
    }

    private static (double[] Scores, bool[] Labels) Scored(Random random, int each)
    {
        bool[] labels = [.. Enumerable.Range(0, 2 * each).Select(i => i < each)];
        return ([.. labels.Select(label => (label ? 1 : 0) + Normal(random))], labels);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
