using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Tests.Quality;

public sealed class MacroAveragesTests
{
    // The example of precision_recall_fscore_support in scikit-learn's manual.
    [Fact]
    public void Each_class_weighs_the_same()
    {
        var found = MacroAverages.Of([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], classes: 3);

        Assert.Equal(2 / 9.0, found.Precision!.Value, precision: 12);
        Assert.Equal(1 / 3.0, found.Recall!.Value, precision: 12);
        Assert.Equal(0.8 / 3, found.F1!.Value, precision: 12);
    }

    [Fact]
    public void The_mean_of_F1_is_that_of_the_classification_and_its_interval_holds_it_whatever_the_order_of_the_rows() => Prop.ForAll<(byte, byte)[]>(rows =>
    {
        int[] labels = [.. rows.Select(row => row.Item1 % 3)];
        int[] predictions = [.. rows.Select(row => row.Item2 % 3)];

        var found = MacroAverages.Of(labels, predictions, classes: 3);
        var turned = MacroAverages.Of([.. labels.Reverse()], [.. predictions.Reverse()], classes: 3);

        if (rows.Length == 0) return found is { Precision: null, Recall: null, F1: null };
        return found == turned && Math.Abs(found.F1!.Value - Classification.Of(rows.Select(row => ($"{row.Item2 % 3}", $"{row.Item1 % 3}"))).MacroF1!.Value) < 1e-12
            && new[] { found.Precision!, found.Recall!, found.F1 }.All(figure => figure.Low <= figure.Value && figure.Value <= figure.High);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void Rows_that_do_not_pair_or_are_of_no_class_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MacroAverages.Of([0], [0, 1], classes: 2));
        Assert.Throws<ArgumentException>(() => MacroAverages.Of([0], [2], classes: 2));
        Assert.Throws<ArgumentException>(() => MacroAverages.Of([-1], [0], classes: 2));
    }
}
