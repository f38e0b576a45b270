using System.Globalization;
using Portal.Web.Monitoring.Charts;
using Portal.Web.Ui;

namespace Portal.Web.Reports.Documents;

/// <summary>Where a chart's points lie on paper, and which figures and days stand at its edges.</summary>
internal sealed class ChartScale
{
    public const double Width = 360;
    public const double Height = 132;
    public const double Left = 40;
    public const double Right = 6;
    public const double Top = 12;
    public const double Bottom = 18;

    private const int MostTicks = 5;
    private const int MostDays = 6;

    /// <summary>A level far above all points would press them flat: it is left to the words.</summary>
    private const double FarAbove = 4;

    private readonly double _low;
    private readonly double _high;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;

    public ChartScale(DrawnChart chart)
    {
        var points = chart.Snapshot.Series.SelectMany(series => series.Points).Where(point => point.Value is not null).ToList();
        var values = points.SelectMany(point => new[] { point.Value, point.Low, point.High }).OfType<double>().ToList();
        var (least, most) = values.Count > 0 ? (values.Min(), values.Max()) : (0, 1);
        Thresholds = [.. chart.Thresholds.Where(level => level.Value <= Math.Max(most, 0) * FarAbove || chart.Maximum is not null)];
        (least, most) = (Math.Min(chart.Minimum ?? least, least), Math.Max(most, Thresholds.Select(level => level.Value).DefaultIfEmpty(most).Max()));
        if (chart.Minimum is null && Thresholds.Count > 0)
            least = Math.Min(least, Thresholds.Min(level => level.Value));
        Step = StepOf(most - least);
        (_low, _high) = (Math.Floor(least / Step) * Step, Math.Ceiling(most / Step) * Step);
        if (_high <= _low)
            _high = _low + Step;
        (_from, _to) = (chart.Snapshot.From ?? points.Select(point => point.Time).DefaultIfEmpty().Min(), chart.Snapshot.To ?? points.Select(point => point.Time).DefaultIfEmpty().Max());
    }

    public IReadOnlyList<ChartThreshold> Thresholds { get; }

    public double Step { get; }

    public IEnumerable<double> Ticks => Enumerable.Range(0, (int)Math.Round((_high - _low) / Step) + 1).Select(at => _low + (at * Step));

    public IEnumerable<DateTimeOffset> Days
    {
        get
        {
            var length = _to - _from;
            var step = Math.Max(1, (int)Math.Ceiling(length.TotalDays / MostDays));
            for (var day = new DateTimeOffset(_from.UtcDateTime.Date, TimeSpan.Zero).AddDays(1); day <= _to; day = day.AddDays(step))
                yield return day;
        }
    }

    public double X(DateTimeOffset time) => _to <= _from ? Left : Left + ((Width - Left - Right) * (time - _from).Ticks / (_to - _from).Ticks);

    public double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * (Math.Clamp(value, _low, _high) - _low) / (_high - _low));

    public bool Has(DateTimeOffset time) => time >= _from && time <= _to;

    public string Figure(double value)
    {
        var decimals = Math.Max(0, (int)Math.Ceiling(-Math.Log10(Step) - 1e-9));
        return value.ToString("N" + Math.Min(decimals, 6), CultureInfo.InvariantCulture).Replace('-', '−');
    }

    public static string Say(double at) => at.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>1, 2 or 5 times a power of ten, so that few ticks cover the range.</summary>
    private static double StepOf(double range)
    {
        if (range <= 0)
            return 1;

        var rough = range / (MostTicks - 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }
}
