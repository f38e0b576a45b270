using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Drift;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Tests.Drift;

public sealed class WassersteinTests
{
    [Fact]
    public void A_shift_is_as_far_as_it_shifts()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => Math.Sqrt(i))];

        var found = Wasserstein.Of(Sample.Of(values), Sample.Of([.. values.Select(value => value + 2.5)]))!;

        Assert.Equal(2.5, found.Distance, precision: 12);
        Assert.Equal(2.5 / Sample.Of(values).PopulationDeviation!.Value, found.Normalised, precision: 12);
    }

    [Fact]
    public void Any_two_samples_have_a_finite_distance_that_is_the_same_both_ways() => Prop.ForAll<double[], double[]>((reference, current) =>
    {
        var (before, now) = (Sample.Of(reference), Sample.Of(current));

        var found = Wasserstein.Of(before, now);

        if (found is null) return before.N == 0 || now.N == 0;
        return double.IsFinite(found.Distance) && double.IsFinite(found.Normalised) && found.Distance >= 0
            && found.Distance == Wasserstein.Of(now, before)!.Distance;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_ends_of_what_a_double_holds_are_no_infinity_apart()
    {
        var found = Wasserstein.Of(Sample.Of([-double.MaxValue]), Sample.Of([double.MaxValue]))!;

        Assert.Equal((double.MaxValue, double.MaxValue), (found.Distance, found.Normalised));
    }

    [Fact]
    public void Identical_samples_are_at_no_distance() => Assert.Equal(0, Wasserstein.Of(Sample.Of([3, 1, 2]), Sample.Of([1, 2, 3]))!.Distance);
}
