using System.Globalization;
using System.Text;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>The rows that people look at beside the judge: nobody chooses them, and everybody is given the same.</summary>
internal static class JudgeSample
{
    public const int Size = 20;

    /// <summary>Drawn by the digest of what is judged and by what.</summary>
    public static IReadOnlyList<int> Of(Digest rows, Digest rubric, int count) =>
        [.. Enumerable.Range(0, count).OrderBy(row => RankOf(rows, rubric, row), StringComparer.Ordinal).Take(Size).Order()];

    private static string RankOf(Digest rows, Digest rubric, int row) =>
        Digest.Of(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{rows.Text} {rubric.Text} {row}"))).Hex;
}
