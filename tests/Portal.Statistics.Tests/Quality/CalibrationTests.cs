using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Tests.Quality;

public sealed class CalibrationTests
{
    // The examples of brier_score_loss and log_loss in scikit-learn's manual.
    [Fact]
    public void Brier_score_and_log_loss_are_those_of_the_manual()
    {
        Assert.Equal(0.0375, Calibration.Of([0.1, 0.9, 0.8, 0.3], [false, true, true, false]).Brier!.Value, precision: 12);
        Assert.Equal(0.21616187468057912, Calibration.Of([0.9, 0.1, 0.2, 0.65], [true, false, false, true]).LogLoss!.Value, precision: 12);
    }

    // Two of ten at 0.15 and one of two at 0.95: 10/12 · |0.2 − 0.15| + 2/12 · |0.5 − 0.95|.
    [Fact]
    public void The_calibration_error_weighs_each_band_by_its_rows()
    {
        double[] scores = [.. Enumerable.Repeat(0.15, 10), 0.95, 0.95];
        bool[] labels = [true, true, .. Enumerable.Repeat(false, 8), true, false];

        var found = Calibration.Of(scores, labels);

        Assert.Equal((10 / 12.0 * 0.05) + (2 / 12.0 * 0.45), found.ExpectedError!.Value, precision: 12);
        Assert.Equal(0.45, found.LargestError!.Value, precision: 12);
        Assert.Equal((10, 0.2), (found.Bands[1].Observed!.N, found.Bands[1].Observed!.Value));
        Assert.True(found.Bands[0] is { MeanScore: null, Observed: null });
    }

    [Fact]
    public void A_score_at_the_end_of_a_band_belongs_to_it_and_the_next_number_to_the_next()
    {
        Assert.All(Enumerable.Range(1, 9), band =>
        {
            Assert.Equal(band - 1, BandOf(Math.BitDecrement(band / 10.0)));
            Assert.Equal(band - 1, BandOf(band / 10.0));
            Assert.Equal(band, BandOf(Math.BitIncrement(band / 10.0)));
        });
        Assert.Equal((0, 9), (BandOf(0), BandOf(1)));

        static int BandOf(double score) => Calibration.Of([score], [true]).Bands.ToList().FindIndex(band => band.Observed is not null);
    }

    [Fact]
    public void A_promise_that_was_broken_costs_much_but_not_everything()
    {
        var found = Calibration.Of([0, 1, 0.5], [true, false, true]);

        Assert.InRange(found.LogLoss!.Value, 20, 40);
        Assert.True(double.IsFinite(found.LogLoss.High));
    }

    [Fact]
    public void Every_interval_holds_its_figure_whatever_the_order_of_the_rows() => Prop.ForAll<(byte, bool)[]>(rows =>
    {
        double[] scores = [.. rows.Select(row => row.Item1 / 255.0)];
        bool[] labels = [.. rows.Select(row => row.Item2)];

        var found = Calibration.Of(scores, labels);
        var turned = Calibration.Of([.. scores.Reverse()], [.. labels.Reverse()]);

        Estimate?[] figures = [found.ExpectedError, found.LogLoss, found.Brier];
        return figures.SequenceEqual([turned.ExpectedError, turned.LogLoss, turned.Brier])
            && figures.OfType<Estimate>().All(figure => figure.Low <= figure.Value && figure.Value <= figure.High && figure.Low >= 0)
            && found.Bands.Sum(band => band.Observed?.N ?? 0) == rows.Length;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void From_twenty_thousand_rows_on_batches_take_the_place_of_samples()
    {
        var random = new Random(1);
        double[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < score / 2)];

        var many = Calibration.Of(scores, labels).ExpectedError!;
        var few = Calibration.Of(scores.AsSpan(1..), labels.AsSpan(1..)).ExpectedError!;

        Assert.Equal(("batch means, 30 batches, 95 %", "bootstrap, 1,000 samples, 95 %"), (many.Method, few.Method));
        Assert.InRange((many.High - many.Low) / (few.High - few.Low), 0.6, 1.6);
    }

    [Fact]
    public void Without_rows_there_is_no_figure()
    {
        var none = Calibration.Of([], []);

        Assert.True(none is { N: 0, ExpectedError: null, LargestError: null, LogLoss: null, Brier: null });
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_probability_is_refused(double score) => Assert.Throws<ArgumentException>(() => Calibration.Of([score], [true]));
}
