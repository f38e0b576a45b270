using FsCheck;
using FsCheck.Fluent;
using Portal.Statistics.Text;

namespace Portal.Statistics.Tests.Text;

public sealed class TextQualityTests
{
    private static readonly (string Candidate, string Reference)[] _pairs =
    [
        ("the quick brown fox jumps", "the quick brown fox jumps over"),
        ("a b c d e f", "a b c d e f"),
        ("nothing alike here at all", "the reference reads otherwise"),
    ];

    [Fact]
    public void Figures_of_several_texts_are_means_over_them()
    {
        var found = TextQuality.Of(_pairs);

        Assert.Equal(_pairs.Average(pair => Bleu.Of(pair.Candidate, pair.Reference).Score), found.Bleu!.Value, precision: 12);
        Assert.Equal(_pairs.Average(pair => RougeL.Of(pair.Candidate, pair.Reference).F1), found.RougeL!.Value, precision: 12);
        Assert.Equal((3, 3, 3), (found.N, found.Bleu.N, found.RougeL.N));
    }

    [Fact]
    public void The_BLEU_of_one_text_as_a_corpus_is_its_own() =>
        Assert.Equal(Bleu.Of(_pairs[0].Candidate, _pairs[0].Reference).Score, TextQuality.Of(_pairs[..1]).CorpusBleu!.Value, precision: 12);

    [Fact]
    public void The_BLEU_of_a_corpus_counts_all_texts_together()
    {
        var counts = Bleu.Sum([.. _pairs.Select(pair => Bleu.Of(pair.Candidate, pair.Reference))]);

        Assert.Equal((16, 16), (counts.CandidateLength, counts.ReferenceLength));
        Assert.Equal([11, 9, 7, 5], counts.Matches.AsSpan());
        Assert.Equal([16, 13, 10, 7], counts.Candidates.AsSpan());
        Assert.Equal(Math.Pow(11 / 16.0 * (9 / 13.0) * (7 / 10.0) * (5 / 7.0), 0.25), TextQuality.Of(_pairs).CorpusBleu!.Value, precision: 12);
    }

    // Papineni's own example of a candidate that repeats one word.
    [Fact]
    public void A_word_matches_as_often_as_the_reference_has_it()
    {
        var counts = Bleu.Of("the the the the the the the", "The cat is on the mat.");

        Assert.Equal([2, 0, 0, 0], counts.Matches.AsSpan());
        Assert.Equal([7, 6, 5, 4], counts.Candidates.AsSpan());
    }

    [Fact]
    public void Any_texts_have_figures_between_zero_and_one_whatever_their_order() => Prop.ForAll<(NonNull<string>, NonNull<string>)[]>(given =>
    {
        (string, string)[] pairs = [.. given.Select(pair => (pair.Item1.Get, pair.Item2.Get))];

        var found = TextQuality.Of(pairs);

        return found == TextQuality.Of(pairs.Reverse())
            && (pairs.Length == 0
                ? found is { Bleu: null, RougeL: null, CorpusBleu: null }
                : new[] { found.Bleu!, found.RougeL!, found.CorpusBleu! }.All(figure => figure.Low >= 0 && figure.Low <= figure.Value && figure.Value <= figure.High && figure.High <= 1));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void ROUGE_L_of_two_texts_turned_round_turns_precision_and_recall() => Prop.ForAll<byte[], byte[]>((first, second) =>
    {
        var (candidate, reference) = (Words(first), Words(second));

        var (forward, backward) = (RougeL.Of(candidate, reference), RougeL.Of(reference, candidate));

        return (forward.Precision, forward.Recall, forward.Common) == (backward.Recall, backward.Precision, backward.Common)
            && RougeL.Of(candidate, candidate).F1 == (first.Length > 0 ? 1 : 0);
    }).QuickCheckThrowOnFailure();

    private static string Words(byte[] values) => string.Join(' ', values.Select(value => $"w{value % 5}"));
}
