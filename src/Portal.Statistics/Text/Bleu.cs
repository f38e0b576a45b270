using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Portal.Statistics.Text;

/// <summary>
/// Clipped n-gram matches of a text against one reference, for n = 1 to 4, from which BLEU follows (Papineni, Roukos, Ward and
/// Zhu, BLEU: a method for automatic evaluation of machine translation, ACL 2002): BP·(p₁·p₂·p₃·p₄)^¼ with pₙ = matches/candidates of
/// length n and the brevity penalty BP = 1 for a candidate longer than the reference, else exp(1 − r/c). The sum of the
/// counts of several texts gives the figure of the corpus.
/// </summary>
/// <param name="CandidateLength">c, in tokens.</param>
/// <param name="ReferenceLength">r, in tokens.</param>
/// <param name="Matches">Per n, the n-grams of the candidate that the reference has, each at most as often as it has it.</param>
/// <param name="Candidates">Per n, all n-grams of the candidate.</param>
public sealed record Bleu(long CandidateLength, long ReferenceLength, ImmutableArray<long> Matches, ImmutableArray<long> Candidates)
{
    private const int Longest = 4;

    /// <summary>BLEU-4; 0 when any precision is, as of a candidate of fewer than four tokens.</summary>
    public double Score => WithAdded(0);

    /// <summary>
    /// One more match and candidate for n ≥ 2, so that a single text without a common 4-gram is not 0 (Lin and Och, ORANGE: a
    /// method for evaluating automatic evaluation metrics for machine translation, COLING 2004).
    /// </summary>
    public double Smoothed => WithAdded(1);

    public static Bleu Of(string candidate, string reference) => Of(Tokens.Of(candidate), Tokens.Of(reference));

    public static Bleu Of(ImmutableArray<string> candidate, ImmutableArray<string> reference)
    {
        var (matches, candidates) = (new long[Longest], new long[Longest]);
        for (var n = 1; n <= Longest; n++)
        {
            var available = NGrams(reference, n);
            foreach (var (gram, count) in NGrams(candidate, n)) matches[n - 1] += Math.Min(count, available.GetValueOrDefault(gram));
            candidates[n - 1] = Math.Max(0, candidate.Length - n + 1);
        }

        return new Bleu(candidate.Length, reference.Length, [.. matches], [.. candidates]);
    }

    /// <summary>The counts of all texts together.</summary>
    public static Bleu Sum(ReadOnlySpan<Bleu> texts)
    {
        var (candidate, reference, matches, candidates) = (0L, 0L, new long[Longest], new long[Longest]);
        foreach (var text in texts)
        {
            candidate += text.CandidateLength;
            reference += text.ReferenceLength;
            for (var n = 0; n < Longest; n++)
            {
                matches[n] += text.Matches[n];
                candidates[n] += text.Candidates[n];
            }
        }

        return new Bleu(candidate, reference, [.. matches], [.. candidates]);
    }

    private double WithAdded(int count)
    {
        var logarithms = 0.0;
        for (var n = 0; n < Longest; n++)
        {
            var added = n > 0 ? count : 0;
            if (Matches[n] + added == 0) return 0;
            logarithms += Math.Log((Matches[n] + added) / (double)(Candidates[n] + added)) / Longest;
        }

        var brevity = CandidateLength > ReferenceLength ? 1 : Math.Exp(1 - (ReferenceLength / (double)CandidateLength));
        return brevity * Math.Exp(logarithms);
    }

    // A token holds letters and digits only, so a blank parts them without doubt.
    private static Dictionary<string, long> NGrams(ImmutableArray<string> tokens, int n)
    {
        var grams = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i + n <= tokens.Length; i++) CollectionsMarshal.GetValueRefOrAddDefault(grams, string.Join(' ', tokens[i..(i + n)]), out _)++;
        return grams;
    }
}
