using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Tests.Quality;

public sealed class ClassificationTests
{
    // The example of f1_score in scikit-learn's manual.
    [Fact]
    public void Macro_F1_weighs_every_class_the_same()
    {
        var found = Classification.Of([("0", "0"), ("2", "1"), ("1", "2"), ("0", "0"), ("0", "1"), ("1", "2")]);

        Assert.Equal(0.26666666666666666, found.MacroF1!.Value, precision: 12);
        Assert.Equal(2 / 6.0, found.Accuracy!.Value);
        Assert.Equal(["0", "1", "2"], found.Classes.Keys);
        Assert.Equal(new ClassCounts(2, 1, 0, 3), found.For("0"));
    }

    // The example of cohen_kappa_score there.
    [Fact]
    public void Kappa_takes_off_what_chance_agrees_on()
    {
        var found = Classification.Of([("0", "2"), ("0", "0"), ("2", "2"), ("2", "2"), ("0", "0"), ("2", "1")]);

        Assert.Equal(0.42857142857142855, found.Kappa!.Value, precision: 12);
        Assert.Null(Classification.Of([("a", "a"), ("a", "a")]).Kappa);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_show_and_the_counts_are_those_of_a_confusion() => Prop.ForAll<(bool, byte)[]>(given =>
    {
        (string, string)[] rows = [.. given.Select(row => (row.Item1 ? "a" : "b", (row.Item2 % 3).ToString()[0] == '0' ? "a" : "b"))];

        var (found, turned) = (Classification.Of(rows), Classification.Of(rows.Reverse()));
        var confusion = Confusion.Of(rows, "a");

        return found.Classes.SequenceEqual(turned.Classes) && found.Correct == turned.Correct
            && confusion.Accuracy == found.Accuracy && confusion.Recall == found.For("a").Recall
            && found.Classes.Values.All(counts => counts.N == rows.Length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_rows_there_is_no_figure()
    {
        var none = Classification.Of([]);

        Assert.True(none is { N: 0, Accuracy: null, MacroF1: null, Kappa: null });
        Assert.Null(none.For("a").F1);
        Assert.Null(Classification.AccuracyGain([]));
    }

    [Fact]
    public void A_class_that_does_not_occur_has_true_negatives_only() =>
        Assert.Equal(new ClassCounts(0, 0, 0, 2), Classification.Of([("a", "a"), ("b", "a")]).For("c"));

    [Fact]
    public void The_gain_of_a_candidate_is_what_it_has_right_more_often()
    {
        var gain = Classification.AccuracyGain([("a", "b", "b"), ("a", "a", "a"), ("b", "b", "a"), ("a", "b", "b")])!;

        Assert.Equal((0.5, 4), (gain.Value, gain.N));
    }
}
