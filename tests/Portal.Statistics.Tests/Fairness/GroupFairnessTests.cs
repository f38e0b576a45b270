using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Fairness;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Tests.Fairness;

public sealed class GroupFairnessTests
{
    [Fact]
    public void One_group_alone_is_null_and_never_perfectly_fair()
    {
        var alone = GroupFairness.Of([(true, true, "A"), (false, false, "A")]);

        Assert.True(alone is
        {
            DemographicParityDifference: null, DemographicParityRatio: null, EqualOpportunityDifference: null, EqualizedOddsDifference: null, IsComplete: true,
        });
    }

    [Fact]
    public void Without_rows_there_is_no_figure() =>
        Assert.True(GroupFairness.Of([]) is { DemographicParityDifference: null, DemographicParityRatio: null, SmallestGroup: null });

    [Fact]
    public void A_range_carries_the_interval_of_its_ends_and_the_smallest_group()
    {
        var fairness = GroupFairness.Of([.. Rows("A", 40, 100), .. Rows("B", 30, 100), .. Rows("C", 8, 20)]);

        var parity = fairness.DemographicParityDifference!;

        Assert.Equal((0.1, 20), (Math.Round(parity.Value, 12), parity.N));
        Assert.True(parity.Low <= parity.Value && parity.Value <= parity.High && parity.Low >= 0);
        Assert.Equal(20, fairness.SmallestGroup);
    }

    [Fact]
    public void The_order_of_the_rows_and_the_names_of_the_groups_do_not_show() => Prop.ForAll<(bool, bool, byte)[]>(given =>
    {
        (bool, bool, string)[] rows = [.. given.Select(row => (row.Item1, row.Item2, (row.Item3 % 3).ToString()))];

        var found = GroupFairness.Of(rows);
        var turned = GroupFairness.Of(rows.Reverse().Select(row => (row.Item1, row.Item2, $"{9 - int.Parse(row.Item3)}")));

        return found.DemographicParityDifference?.Value == turned.DemographicParityDifference?.Value
            && found.DemographicParityRatio == turned.DemographicParityRatio
            && found.EqualizedOddsDifference?.Value == turned.EqualizedOddsDifference?.Value;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equalized_odds_is_the_larger_of_both_ranges() => Prop.ForAll<(bool, bool, bool)[]>(given =>
    {
        var found = GroupFairness.Of(given.Select(row => (row.Item1, row.Item2, row.Item3 ? "A" : "B")));

        return (found.EqualOpportunityDifference, found.FalsePositiveRateDifference) is ({ } ofPositives, { } ofNegatives)
            ? found.EqualizedOddsDifference!.Value == Math.Max(ofPositives.Value, ofNegatives.Value)
            : found.EqualizedOddsDifference is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_ratio_of_two_groups_has_an_interval_unless_one_of_them_is_never_selected()
    {
        var fairness = GroupFairness.Of([.. Rows("A", 40, 100), .. Rows("B", 30, 100), .. Rows("C", 0, 50)]);

        var impact = fairness.Between("B", "A")!.DisparateImpactInterval!;

        Assert.Equal(0.75, impact.Value, precision: 12);
        Assert.Equal(0.75 * Math.Exp(-1.959963984540054 * Math.Sqrt((1 / 30.0) - 0.01 + (1 / 40.0) - 0.01)), impact.Low, precision: 12);
        Assert.True(fairness.Between("C", "A") is { DisparateImpact: 0.0, DisparateImpactInterval: null });
        Assert.Null(fairness.Between("A", "C")!.DisparateImpact);
    }

    [Fact]
    public void A_group_without_rows_is_not_compared() => Assert.Null(GroupFairness.Of([(true, true, "A")]).Between("B", "A"));

    [Fact]
    public void Counts_per_group_are_those_of_its_rows() =>
        Assert.Equal(new ClassCounts(1, 1, 1, 0), GroupFairness.Of([(true, true, "A"), (false, true, "A"), (true, false, "A"), (false, false, "B")]).Groups["A"]);

    private static IEnumerable<(bool, bool, string)> Rows(string group, int selected, int n) => Enumerable.Range(0, n).Select(i => (i % 2 == 0, i < selected, group));
}
