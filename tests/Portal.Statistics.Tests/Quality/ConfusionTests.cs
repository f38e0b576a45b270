using Portal.Statistics.Quality;

namespace Portal.Statistics.Tests.Quality;

public sealed class ConfusionTests
{
    [Fact]
    public void Accuracy_counts_every_class_and_recall_only_the_positive_one()
    {
        var confusion = Confusion.Of([("bad", "bad"), ("good", "bad"), ("good", "good"), ("bad", "good"), ("unclear", "unclear")], positive: "bad");

        Assert.Equal(new Confusion(N: 5, Correct: 3, Positives: 2, TruePositives: 1), confusion);
        Assert.Equal(0.6, confusion.Accuracy!.Value);
        Assert.Equal(0.5, confusion.Recall!.Value);
    }

    [Fact]
    public void A_figure_carries_its_interval_its_n_and_its_method()
    {
        var confusion = Confusion.Of(Enumerable.Range(0, 137).Select(i => ("yes", i < 42 ? "yes" : "no")), positive: "yes");

        var accuracy = confusion.Accuracy!;

        Assert.Equal((137, "Wilson score, 95 %"), (accuracy.N, accuracy.Method));
        Assert.Equal(0.23551634078127695, accuracy.Low, 1e-9);
        Assert.Equal(0.3881740097463009, accuracy.High, 1e-9);
    }

    [Fact]
    public void A_figure_without_a_denominator_is_null()
    {
        Assert.Null(Confusion.Of([], positive: "yes").Accuracy);
        Assert.Null(Confusion.Of([("yes", "no")], positive: "yes").Recall);
        Assert.NotNull(Confusion.Of([("yes", "no")], positive: "yes").Accuracy);
    }

    [Fact]
    public void Classes_are_compared_to_the_letter() => Assert.Equal(0, Confusion.Of([("Yes", "yes"), ("1.0", "1")], positive: "yes").Correct);
}
