using Portal.Statistics.Intervals;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Quality;

/// <summary>
/// How well lists are ordered, each list being the answer to one query and the mean being over lists. A list in which nothing
/// is relevant has nothing to find and is left out; the n of a figure says how many remain.
/// </summary>
/// <param name="Lists">All lists.</param>
/// <param name="Ndcg">
/// Σ gain/log₂(rank + 1) over the first k, divided by that of the best order (Järvelin and Kekäläinen, Cumulated gain-based
/// evaluation of IR techniques, ACM TOIS 20, 2002), the gain being the grade itself.
/// </param>
/// <param name="ReciprocalRank">1 / rank of the first relevant one among the first k, 0 when there is none.</param>
/// <param name="Precision">Relevant ones among the first k, divided by k.</param>
/// <param name="Recall">Relevant ones among the first k, divided by all relevant ones.</param>
public sealed record Ranking(long Lists, Estimate? Ndcg, Estimate? ReciprocalRank, Estimate? Precision, Estimate? Recall)
{
    private const double LargestGrade = 1e9;

    /// <param name="lists">Per list the grade of each item in the order shown, 0 for irrelevant.</param>
    /// <param name="k">How far down somebody looks.</param>
    /// <exception cref="ArgumentException">A grade is negative or not finite, or <paramref name="k"/> is not positive.</exception>
    public static Ranking Of(IReadOnlyCollection<double[]> lists, int k)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        if (lists.Any(list => list.Any(grade => !double.IsFinite(grade) || grade is < 0 or > LargestGrade)))
            throw new ArgumentException($"A grade lies between 0 and {LargestGrade}.", nameof(lists));

        double[][] answered = [.. lists.Where(list => list.Any(grade => grade > 0))];
        return new Ranking(
            lists.Count,
            Mean(answered, list => Gain(list, k) / Gain([.. list.OrderDescending()], k)),
            Mean(answered, list => Array.FindIndex(list, grade => grade > 0) is var first && first < k ? 1.0 / (first + 1) : 0),
            Mean(answered, list => (double)list.Take(k).Count(grade => grade > 0) / k),
            Mean(answered, list => (double)list.Take(k).Count(grade => grade > 0) / list.Count(grade => grade > 0)));
    }

    private static double Gain(double[] grades, int k) => grades.Take(k).Select((grade, i) => grade / Math.Log2(i + 2)).Sum();

    private static Estimate? Mean(double[][] lists, Func<double[], double> figure) =>
        MeanInterval.OfShares(Moments.Of(lists.Select(figure).Select(share => Math.Clamp(share, 0, 1)).Order()));
}
