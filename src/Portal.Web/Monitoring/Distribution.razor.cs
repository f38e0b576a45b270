using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Monitoring;
using Portal.Statistics.Sketches;

namespace Portal.Web.Monitoring;

/// <summary>A feature's last hour beside its baseline, bin by bin: what stands behind its PSI.</summary>
public sealed partial class Distribution : ComponentBase
{
    private const int MostBars = 12;
    private const int Floor = 160;
    private const int Top = 8;
    private const int Left = 40;
    private const int Row = 26;
    private const int NameWidth = 132;
    private const double Letter = 6.8;

    [Parameter, EditorRequired] public required WatchedFeature Feature { get; set; }

    [Parameter, EditorRequired] public required FeatureHour Hour { get; set; }

    /// <summary>Of which time the values are, as "last hour".</summary>
    [Parameter] public string Words { get; set; } = "last hour";

    private IReadOnlyList<Bar> Bars { get; set; } = [];

    private double Slot => 356.0 / Math.Max(1, Bars.Count);

    /// <summary>Categories whose names do not fit beside each other stand in rows.</summary>
    private bool IsLying => Feature.Bins is CategoricalBins && Bars.Any(bar => Short(bar.Name).Length * Letter > Slot - 4);

    /// <summary>What stands under the axis: categories and single values under their bars, of ranges the bounds between them, as far as they fit.</summary>
    private IEnumerable<(double X, string Text)> Names
    {
        get
        {
            var free = 0.0;
            foreach (var (bar, at) in Bars.Select((bar, at) => (bar, at)))
            {
                var bound = Feature.Bins is NumericBins { IsDiscrete: false } ? UpperEnd(bar.Name) : null;
                var (x, text) = bound is null ? (Left + (Slot * (at + 0.5)), Short(bar.Name)) : (Left + (Slot * (at + 1)), bound);
                if (text.Length == 0 || x - (text.Length * Letter / 2) < free)
                    continue;

                free = x + (text.Length * Letter / 2) + 6;
                yield return (x, text);
            }
        }
    }

    private double Most => Math.Ceiling(Bars.Max(bar => Math.Max(bar.Then, bar.Now)) * 10) / 10;

    private IEnumerable<double> Ticks => [Most / 2, Most];

    private string Summary => $"{Feature.Name}, baseline and {Words}: " + string.Join("; ", Bars.Select(bar =>
        $"{bar.Name} {DriftWords.Percent(bar.Then)} and {DriftWords.Percent(bar.Now)}"));

    protected override void OnParametersSet() => Bars = BarsOf(Feature, Hour);

    /// <summary>Bins as shares; of more categories than can be read the largest, and the others together. A last bin that never had a value is left out.</summary>
    private static IReadOnlyList<Bar> BarsOf(WatchedFeature feature, FeatureHour hour)
    {
        var (then, now) = ((double)Math.Max(1, feature.Reference.Sum()), (double)Math.Max(1, hour.Current.Sum()));
        var bars = feature.BinNames.Select((name, bin) => new Bar(name, feature.Reference[bin] / then, hour.Current[bin] / now)).ToList();
        if (bars is [.., { Name: "other", Then: 0, Now: 0 }])
            bars.RemoveAt(bars.Count - 1);
        if (bars.Count <= MostBars)
            return bars;

        var largest = bars.OrderByDescending(bar => Math.Max(bar.Then, bar.Now)).Take(MostBars - 1).ToHashSet();
        var rest = bars.Where(bar => !largest.Contains(bar)).ToList();
        return [.. bars.Where(largest.Contains), new Bar($"{rest.Count} others", rest.Sum(bar => bar.Then), rest.Sum(bar => bar.Now))];
    }

    private double Height(double share) => (Floor - Top) * share / Most;

    private string Y(double share, double lower = 0) => F(Floor - Height(share) + lower);

    private string Told(Bar bar) => $"{bar.Name}: {DriftWords.Percent(bar.Then)} in the baseline, {DriftWords.Percent(bar.Now)} in the {Words}";

    private double Width(double share) => (398 - NameWidth - 40) * share / Most;

    /// <summary>Above the last bound there is none; a value that has a bin of its own is told under its bar.</summary>
    private static string? UpperEnd(string range) => range.Split(' ') switch
    {
        [.., "to", "below", var end] => end,
        [.., "to", var end] => end,
        ["below", var end] => end,
        ["above", _] => "",
        _ => null,
    };

    private static string Short(string name) => name.Length > 16 ? name[..15] + "…" : name;

    private static string F(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private sealed record Bar(string Name, double Then, double Now);
}
