using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Experiments;

namespace Portal.Statistics.Tests.Experiments;

public sealed class MultipleTestingTests
{
    [Fact]
    public void No_adjustment_makes_a_p_value_smaller_or_changes_their_order() => Prop.ForAll<ushort[]>(given =>
    {
        double[] p = [.. given.Select(value => value / 65535.0)];

        return new[] { MultipleTesting.Bonferroni(p), MultipleTesting.Holm(p), MultipleTesting.BenjaminiHochberg(p), MultipleTesting.BenjaminiYekutieli(p) }.All(adjusted =>
            adjusted.Zip(p, (after, before) => after >= before - 1e-15 && after <= 1).All(holds => holds)
            && Enumerable.Range(0, p.Length).OrderBy(i => p[i]).Select(i => adjusted[i]).Pairwise().All(pair => pair.Before <= pair.After));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_tests_does_not_matter() => Prop.ForAll<ushort[]>(given =>
    {
        double[] p = [.. given.Select(value => value / 65535.0)];

        return MultipleTesting.Holm([.. p.Reverse()]).Reverse().SequenceEqual(MultipleTesting.Holm(p))
            && MultipleTesting.BenjaminiHochberg([.. p.Reverse()]).Reverse().SequenceEqual(MultipleTesting.BenjaminiHochberg(p));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Holm_is_never_above_Bonferroni() => Prop.ForAll<ushort[]>(given =>
    {
        double[] p = [.. given.Select(value => value / 65535.0)];

        return MultipleTesting.Holm(p).Zip(MultipleTesting.Bonferroni(p), (holm, bonferroni) => holm <= bonferroni).All(holds => holds);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void What_is_no_p_value_is_refused(double p)
    {
        Assert.Throws<ArgumentException>(() => MultipleTesting.Bonferroni([p]));
        Assert.Throws<ArgumentException>(() => MultipleTesting.Holm([p]));
        Assert.Throws<ArgumentException>(() => MultipleTesting.BenjaminiHochberg([p]));
        Assert.Throws<ArgumentException>(() => MultipleTesting.BenjaminiYekutieli([p]));
    }
}

file static class Sequence
{
    public static IEnumerable<(double Before, double After)> Pairwise(this IEnumerable<double> values) => values.Zip(values.Skip(1));
}
