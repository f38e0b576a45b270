using Portal.Statistics.Intervals;

namespace Portal.Statistics.Quality;

/// <summary>
/// Area under the ROC curve: of all pairs of a positive and a negative row, the share in which the positive one has the higher
/// score, a tie counting half (Hanley and McNeil, The meaning and use of the area under a receiver operating characteristic
/// curve, Radiology 143, 1982). Any finite score will do; only its order counts.
/// </summary>
public static class RocAuc
{
    /// <summary>The area with DeLong's interval; null unless both classes occur.</summary>
    /// <exception cref="ArgumentException">Scores and labels differ in number, or a score is not finite.</exception>
    public static Estimate? Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        Rows.MustPair(scores, labels.Length);
        return DeLong.Area(OrderedRows.Of(scores, labels));
    }

    /// <summary>
    /// The area of the second scores less that of the first, of the same rows, as of a candidate and an incumbent; null unless
    /// both classes occur.
    /// </summary>
    /// <exception cref="ArgumentException">Scores and labels differ in number, or a score is not finite.</exception>
    public static Estimate? Gain(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<bool> labels)
    {
        Rows.MustPair(first, labels.Length);
        Rows.MustPair(second, labels.Length);
        return DeLong.Gain(first, second, labels);
    }
}
