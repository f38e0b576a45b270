using System.Collections.Immutable;

namespace Portal.Statistics.Text;

/// <summary>
/// Overlap of a text with a reference by their longest common subsequence of tokens, L long (Lin, ROUGE: a package for automatic
/// evaluation of summaries, ACL workshop 2004): precision L/|candidate|, recall L/|reference|.
/// </summary>
/// <param name="Common">L.</param>
/// <param name="Precision">0 of an empty candidate.</param>
/// <param name="Recall">0 of an empty reference.</param>
public readonly record struct RougeL(int Common, double Precision, double Recall)
{
    /// <summary>2·P·R/(P + R), 0 where nothing is common.</summary>
    public double F1 => Common > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    public static RougeL Of(string candidate, string reference) => Of(Tokens.Of(candidate), Tokens.Of(reference));

    public static RougeL Of(ImmutableArray<string> candidate, ImmutableArray<string> reference)
    {
        var common = LongestCommon(candidate, reference);
        return new RougeL(common, Share(common, candidate.Length), Share(common, reference.Length));
    }

    private static double Share(int common, int length) => length > 0 ? (double)common / length : 0;

    // One row of the table at a time: two long texts must not take the memory of their product.
    private static int LongestCommon(ImmutableArray<string> candidate, ImmutableArray<string> reference)
    {
        var row = new int[reference.Length + 1];
        foreach (var token in candidate)
        {
            var diagonal = 0;
            for (var j = 0; j < reference.Length; j++)
            {
                var above = row[j + 1];
                row[j + 1] = token == reference[j] ? diagonal + 1 : Math.Max(above, row[j]);
                diagonal = above;
            }
        }

        return row[^1];
    }
}
