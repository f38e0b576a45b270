using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Tests.Quality;

public sealed class ClassCountsTests
{
    [Fact]
    public void F1_lies_between_precision_and_recall() => Prop.ForAll<(byte, byte, byte, byte)>(given =>
    {
        var counts = new ClassCounts(given.Item1, given.Item2, given.Item3, given.Item4);
        if (counts is not { F1: { } f1, Precision: { } precision, Recall: { } recall }) return counts.Predicted == 0 || counts.Positives == 0;

        return Math.Min(precision.Value, recall.Value) - 1e-12 <= f1.Value && f1.Value <= Math.Max(precision.Value, recall.Value) + 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_interval_holds_its_figure_and_stays_between_zero_and_one() => Prop.ForAll<(byte, byte, byte, byte)>(given =>
    {
        var counts = new ClassCounts(given.Item1, given.Item2, given.Item3, given.Item4);

        return new[] { counts.F1, counts.Precision, counts.Recall, counts.FalsePositiveRate, counts.SelectionRate }.OfType<Estimate>()
            .All(found => found.Low >= 0 && found.Low <= found.Value && found.Value <= found.High && found.High <= 1 && found.Low < found.High);
    }).QuickCheckThrowOnFailure();

    // J = 30/50 gives F1 = 0.75 and an error of 2/1.6² · √(0.6 · 0.4/50).
    [Fact]
    public void The_interval_of_F1_is_that_of_the_delta_method()
    {
        var f1 = new ClassCounts(30, 10, 10, 50).F1!;

        Assert.Equal((0.75, 50, "delta method, 95 %"), (f1.Value, f1.N, f1.Method));
        Assert.Equal(0.75 - (1.959963984540054 * 0.78125 * Math.Sqrt(0.0048)), f1.Low, precision: 12);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void At_its_ends_F1_keeps_an_interval_that_few_rows_deserve(int hits, int misses)
    {
        var f1 = new ClassCounts(hits, misses, 0, 90).F1!;

        Assert.True(f1.High - f1.Low > 0.3);
        Assert.Equal("Wilson score, 95 %", f1.Method);
    }

    [Fact]
    public void A_figure_without_a_denominator_is_null()
    {
        Assert.Null(new ClassCounts(0, 0, 0, 5).F1);
        Assert.Null(new ClassCounts(0, 0, 2, 5).Precision);
        Assert.Null(new ClassCounts(0, 2, 0, 5).Recall);
        Assert.Null(new ClassCounts(1, 0, 2, 0).FalsePositiveRate);
        Assert.Null(default(ClassCounts).SelectionRate);
    }

    [Fact]
    public void Counts_of_parts_add_up_to_those_of_the_whole() =>
        Assert.Equal(new ClassCounts(3, 5, 7, 9), new ClassCounts(1, 2, 3, 4) + new ClassCounts(2, 3, 4, 5));
}
