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

    [Parameter, EditorRequired] public required WatchedFeature Feature { get; set; }

    [Parameter, EditorRequired] public required FeatureHour Hour { get; set; }

    /// <summary>Of which time the values are, as "last hour".</summary>
    [Parameter] public string Words { get; set; } = "last hour";

    private IReadOnlyList<Bar> Bars { get; set; } = [];

    private double Slot => 356.0 / Math.Max(1, Bars.Count);

    /// <summary>Names that do not fit beside each other lean.</summary>
    private bool IsSlanted => Bars.Any(bar => Short(bar.Name).Length * 7.4 > Slot);

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

    /// <summary>On the axis a range is told by its upper end; the whole name shows on the bar.</summary>
    private string Short(string name) => Feature.Bins is CategoricalBins ? Cut(name) : name.Split(' ') switch
    {
        [.., "to", "below", var end] => "< " + end,
        ["below", var end] => "< " + end,
        [.., "to", var end] => "≤ " + end,
        ["above", var start] => "> " + start,
        _ => Cut(name),
    };

    private static string Cut(string name) => name.Length > 16 ? name[..15] + "…" : name;

    private static string F(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private sealed record Bar(string Name, double Then, double Now);
}
