using Portal.Evaluation.Figures;

namespace Portal.Tests.Evaluation;

public sealed class SwapSetTests
{
    [Fact]
    public void Counts_who_comes_in_and_who_falls_out_over_all_and_by_group()
    {
        IReadOnlyList<MeasuredRow> mine =
        [
            Row("1", "yes", "young"), Row("2", "yes", "young"), Row("3", "no", "old"), Row("4", "no", "old"),
        ];
        var before = new Dictionary<string, Answer> { ["1"] = new("no", null), ["2"] = new("yes", null), ["3"] = new("yes", null), ["4"] = new("no", null) };

        var swap = SwapSet.Of("yes", mine, before);

        Assert.Equal(
        [
            new SwapShare(Slice.Whole, N: 4, Before: 2, In: 1, Out: 1),
            new SwapShare(new Slice(SliceKind.Group, "age", "old"), N: 2, Before: 1, In: 0, Out: 1),
            new SwapShare(new Slice(SliceKind.Group, "age", "young"), N: 2, Before: 1, In: 1, Out: 0),
        ], swap.Shares);
        Assert.Equal((0.5, 1.0), (swap.Shares[2].RateBefore, swap.Shares[2].RateAfter));
    }

    private static MeasuredRow Row(string id, string prediction, string age) => new(id, prediction, "yes") { Groups = new Dictionary<string, string> { ["age"] = age } };
}
