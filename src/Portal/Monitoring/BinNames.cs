using System.Collections.Immutable;
using System.Globalization;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring;

/// <summary>What people read under a feature's bars: one name for each count on the scale of figures.</summary>
internal static class BinNames
{
    private const string Other = "other";

    public static ImmutableArray<string> Of(FrozenBins bins) => bins switch
    {
        CategoricalBins categorical => [.. categorical.Categories, Other],
        NumericBins { IsDiscrete: true } discrete => [.. discrete.Edges.Select(Figure), Other],
        _ => Between([.. (bins.ToState().Points ?? []).Where((_, index) => (index + 1) % 10 == 0)]),
    };

    /// <summary>Ranges between deciles, closed on the right; a decile that repeats has a bin of its own.</summary>
    private static ImmutableArray<string> Between(double[] deciles)
    {
        var names = new List<string>();
        string? before = null;
        foreach (var edge in deciles.GroupBy(decile => decile))
        {
            var name = Figure(edge.Key);
            var isAtom = edge.Count() > 1;
            names.Add((before, isAtom) switch
            {
                (null, false) => $"to {name}",
                (null, true) => $"below {name}",
                (_, false) => $"{before} to {name}",
                (_, true) => $"{before} to below {name}",
            });
            if (isAtom)
                names.Add(name);
            before = name;
        }

        names.Add($"above {before}");
        return [.. names];
    }

    private static string Figure(double value) => Math.Abs(value) switch
    {
        >= 1e9 or (> 0 and < 1e-3) => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
