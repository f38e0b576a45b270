using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Text;

/// <summary>How near texts are to their references, one of each a row.</summary>
/// <param name="N">Pairs of a text and its reference.</param>
/// <param name="Bleu">Mean over the pairs of <see cref="Text.Bleu.Score"/>, as normal theory holds for it; null without pairs.</param>
/// <param name="RougeL">Mean over the pairs of <see cref="RougeL.F1"/>.</param>
/// <param name="CorpusBleu">
/// BLEU of the counts of all pairs together, as papers report it, with a bootstrap interval (Koehn, Statistical significance tests
/// for machine translation evaluation, EMNLP 2004).
/// </param>
public sealed record TextQuality(long N, Estimate? Bleu, Estimate? RougeL, Estimate? CorpusBleu)
{
    public static TextQuality Of(IEnumerable<(string Candidate, string Reference)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);

        var rows = pairs.Select(pair => (Candidate: Tokens.Of(pair.Candidate), Reference: Tokens.Of(pair.Reference))).ToArray();
        var counts = rows.Select(row => Text.Bleu.Of(row.Candidate, row.Reference)).ToArray();

        // By all that the counts hold, so that the order of the pairs does not show in what is drawn.
        Array.Sort(counts, (one, other) => Key(one).CompareTo(Key(other)));
        return new TextQuality(
            rows.Length,
            MeanInterval.OfShares(Moments.Of(counts.Select(row => row.Score))),
            MeanInterval.OfShares(Moments.Of(rows.Select(row => Text.RougeL.Of(row.Candidate, row.Reference).F1).Order())),
            Resampling.Of(counts, drawn => drawn.IsEmpty ? null : Text.Bleu.Sum(drawn.Span).Score, least: 0, most: 1));
    }

    private static (long, long, long, long, long, long) Key(Bleu row) =>
        (row.CandidateLength, row.ReferenceLength, row.Matches[0], row.Matches[1], row.Matches[2], row.Matches[3]);
}
