namespace Portal.Shared;

/// <summary>How often a label came at scores of one twentieth.</summary>
public sealed record LabelBand(int Band, string Label, long N)
{
    private const int Bands = 20;

    /// <summary>A score that is a probability lies in a twentieth; of others nothing is said.</summary>
    public static int Of(double? score) => score is >= 0 and <= 1 ? Math.Min(Bands - 1, (int)(score * Bands)) : -1;

    public static IReadOnlyList<LabelBand> Count(IEnumerable<(double? Score, string Label)> rows) =>
    [
        .. rows.CountBy(row => (Band: Of(row.Score), row.Label)).Where(one => one.Key.Band >= 0).Select(one => new LabelBand(one.Key.Band, one.Key.Label, one.Value))
            .OrderBy(band => band.Band).ThenBy(band => band.Label, StringComparer.Ordinal),
    ];
}
