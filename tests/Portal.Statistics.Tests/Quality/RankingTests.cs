using Portal.Statistics.Quality;

namespace Portal.Statistics.Tests.Quality;

public sealed class RankingTests
{
    // The example of ndcg_score in scikit-learn's manual, its grades in the order of its scores.
    [Fact]
    public void Gain_is_that_of_the_manual() => Assert.Equal(0.6956940443813076, Ranking.Of([[5, 1, 0, 0, 10]], k: 5).Ndcg!.Value, precision: 12);

    [Fact]
    public void Ranks_precision_and_recall_look_at_the_first_k()
    {
        var found = Ranking.Of([[0, 1, 0, 1], [1, 0, 0, 0], [0, 0, 0, 1]], k: 3);

        Assert.Equal((0.5 + 1 + 0) / 3, found.ReciprocalRank!.Value, precision: 12);
        Assert.Equal((1 + 1 + 0) / 9.0, found.Precision!.Value, precision: 12);
        Assert.Equal((0.5 + 1 + 0) / 3, found.Recall!.Value, precision: 12);
    }

    [Fact]
    public void The_best_order_has_a_gain_of_one_and_a_worse_one_less()
    {
        Assert.Equal(1, Ranking.Of([[3, 2, 1, 0]], k: 3).Ndcg!.Value, precision: 12);
        Assert.True(Ranking.Of([[0, 1, 2, 3]], k: 3).Ndcg!.Value < 0.8);
    }

    [Fact]
    public void A_list_with_nothing_to_find_is_left_out_and_n_says_so()
    {
        var found = Ranking.Of([[0, 0], [1, 0], []], k: 2);

        Assert.Equal((3, 1), (found.Lists, found.Ndcg!.N));
        Assert.Equal(new Ranking(1, null, null, null, null), Ranking.Of([[0, 0]], k: 2));
    }

    [Fact]
    public void A_grade_that_is_negative_or_no_number_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Ranking.Of([[1, -1]], k: 2));
        Assert.Throws<ArgumentException>(() => Ranking.Of([[1, double.NaN]], k: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ranking.Of([[1]], k: 0));
    }
}
