using System.Globalization;
using Portal.Monitoring;
using Portal.Monitoring.Views;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Charts;

/// <summary>Turns what was counted into lines: where steps have nothing the line ends instead of guessing.</summary>
internal static class Lines
{
    private const double Percent = 100;

    public static IReadOnlyList<ChartPoint> Of(WindowLine line, TimeSpan step, double scale = 1, TimeSpan shift = default)
    {
        List<ChartPoint> points = [];
        foreach (var point in line.Points)
        {
            var time = point.Time + shift;
            if (points is [.., { Value: not null } last] && time - last.Time > step)
                points.Add(new ChartPoint(last.Time + step, null));
            points.Add(new ChartPoint(time, point.Value * scale, point.Low * scale, point.High * scale, point.N));
        }

        return points;
    }

    /// <summary>A total of the step that runs is not a total yet, and would be drawn as a fall.</summary>
    public static WindowLine Whole(this WindowLine line, Stretch stretch) =>
        stretch.IsLive && line.Points is [_, .., var last] && last.Time >= stretch.LastStep ? line with { Points = [.. line.Points.SkipLast(1)] } : line;

    public static bool HasAny(this IEnumerable<WindowLine> lines) => lines.Any(line => line.Points.Any(point => point is { Value: not null, N: > 0 }));

    /// <summary>A line of a view, and beside it the same of what it is compared with.</summary>
    public static IEnumerable<ChartSeries> Both(this Drawing drawing, Metric metric, string line, string name, double scale = 1, bool band = false)
    {
        if (drawing.View.Lines(metric).FirstOrDefault(one => one.Name == line) is { } mine)
            yield return new ChartSeries(name, Of(mine, drawing.View.Stretch.Step, scale)) { HasBand = band };
        if (drawing.Beside?.Lines(metric).FirstOrDefault(one => one.Name == line) is { } other && HasAny([other]))
            yield return new ChartSeries($"{name}, {drawing.Name}", Of(other, drawing.Beside.Stretch.Step, scale, drawing.Shift)) { Look = ChartLook.Beside };
    }

    /// <summary>Likewise of a total, as far as its steps are over.</summary>
    public static IEnumerable<ChartSeries> BothTotals(this Drawing drawing, Metric metric, string line, string name)
    {
        var (mine, other) = (drawing.View.Lines(metric).First(one => one.Name == line).Whole(drawing.View.Stretch), drawing.Beside?.Lines(metric).FirstOrDefault(one => one.Name == line));
        yield return new ChartSeries(name, Of(mine, drawing.View.Stretch.Step));
        if (drawing.Beside is { } beside && other is not null && HasAny([other]))
            yield return new ChartSeries($"{name}, {drawing.Name}", Of(other.Whole(beside.Stretch), beside.Stretch.Step, 1, drawing.Shift)) { Look = ChartLook.Beside };
    }

    /// <summary>Likewise of a rate: by cell, with its interval as a band.</summary>
    public static IEnumerable<ChartSeries> BothRates(this Drawing drawing, Metric metric, string line, bool band = true)
    {
        if (drawing.View.LinesByCell(metric).FirstOrDefault(one => one.Name == line) is { } mine)
            yield return new ChartSeries(line, Of(mine, drawing.View.Stretch.Cell, Percent)) { HasBand = band };
        if (drawing.Beside?.LinesByCell(metric).FirstOrDefault(one => one.Name == line) is { } other && HasAny([other]))
            yield return new ChartSeries($"{line}, {drawing.Name}", Of(other, drawing.Beside.Stretch.Cell, Percent, drawing.Shift)) { Look = ChartLook.Beside };
    }

    /// <summary>The newest figure with its interval.</summary>
    public static string Newest(IEnumerable<ChartPoint> points, int decimals, string unit)
    {
        var newest = points.LastOrDefault(point => point.Value is not null);
        return newest.Value is null ? "" : Words(newest, decimals, unit);
    }

    public static string Words(ChartPoint point, int decimals, string unit)
    {
        var interval = point is { Low: { } low, High: { } high } ? $" [{Figure(low, decimals)}, {Figure(high, decimals)}]" : "";
        return $"{Figure(point.Value ?? 0, decimals)}{(unit.Length > 0 ? $" {unit}" : "")}{interval}";
    }

    public static string Figure(double value, int decimals) => value.ToString("N" + decimals, CultureInfo.InvariantCulture).Replace('-', '−');
}
