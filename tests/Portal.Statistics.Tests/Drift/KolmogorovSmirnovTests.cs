using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Drift;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Drift;

public sealed class KolmogorovSmirnovTests
{
    [Fact]
    public void Any_two_samples_have_a_statistic_and_p_values_between_zero_and_one() => Prop.ForAll<double[], double[]>((reference, current) =>
    {
        var (before, now) = (Sample.Of(reference), Sample.Of(current));

        var found = KolmogorovSmirnov.Of(before, now);

        if (found is null) return before.N == 0 || now.N == 0;
        return new[] { found.Statistic, found.PStephens, found.PLimit, found.PExact!.Value }.All(figure => figure is >= 0 and <= 1)
            && found == KolmogorovSmirnov.Of(now, before)
            && found == KolmogorovSmirnov.Of(Sample.Of([.. reference.Reverse()]), now);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_statistic_of_bins_is_a_lower_bound_of_that_of_the_values() => Prop.ForAll<short[], short[]>((reference, current) =>
    {
        var drift = NumericDrift.Of([.. reference.Select(value => (double)value)], [.. current.Select(value => (double)value)]);

        return drift.Divergences is null || drift.Bins.IsDiscrete || drift.Divergences.BinnedKs <= drift.KolmogorovSmirnov!.Statistic + 1e-12;
    }).QuickCheckThrowOnFailure();

    // Two of the twenty orders of three and three values part them whole.
    [Fact]
    public void The_exact_p_value_is_the_share_of_orders()
    {
        var found = KolmogorovSmirnov.Of(Sample.Of([1, 2, 3]), Sample.Of([4, 5, 6]))!;

        Assert.Equal(1, found.Statistic);
        Assert.Equal(0.1, found.PExact!.Value, precision: 12);
    }

    [Fact]
    public void More_than_five_hundred_values_have_no_exact_p_value()
    {
        var many = Sample.Of([.. Enumerable.Range(0, 501).Select(i => (double)i)]);

        Assert.Null(KolmogorovSmirnov.Of(many, Sample.Of([1, 2]))!.PExact);
    }

    [Fact]
    public void Without_drift_one_in_twenty_p_values_is_under_a_twentieth()
    {
        var alarms = Enumerable.Range(0, 600).Count(seed =>
        {
            var random = new Random(seed);
            var first = Sample.Of([.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())]);
            var second = Sample.Of([.. Enumerable.Range(0, 150).Select(_ => random.NextDouble())]);
            return KolmogorovSmirnov.Of(first, second)!.PStephens < 0.05;
        });

        Assert.InRange(alarms / 600.0, 0.025, 0.075);
    }
}
