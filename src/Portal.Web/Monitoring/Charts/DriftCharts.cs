using Portal.Monitoring;
using Portal.Monitoring.Views;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Charts;

/// <summary>How far features and outputs are from where they were trained.</summary>
internal static class DriftCharts
{
    private const int MostLines = 6;
    private const int MostPoints = 240;

    /// <param name="drawing">What is drawn.</param>
    /// <param name="recent">The last day from memory, whose hour slides with each minute; null where the stretch is not of the last day.</param>
    public static IEnumerable<ChartSlot> Of(Drawing drawing, VersionSeries? recent)
    {
        const string Features = "PSI by feature";
        const string Outputs = "Score drift";
        if (drawing.View.Baseline is null)
            return [new LackingChart(Features, "A baseline: an evaluation of this version whose rows hold its features."), new LackingChart(Outputs, "The same, with the score or the prediction in its rows.")];

        var rows = drawing.View.Drift.Rows.Select(row => (Row: row, Last: LastOf(row))).ToList();
        var highest = rows.Where(row => !row.Row.IsOutput).OrderByDescending(row => row.Last).Take(MostLines).Select(row => row.Row.Feature).ToHashSet(StringComparer.Ordinal);
        var hidden = rows.Count(row => !row.Row.IsOutput) - highest.Count;
        return
        [
            Chart(drawing, recent, Features, [.. rows.Select(row => row.Row).Where(row => highest.Contains(row.Feature))], hidden > 0 ? $"the {MostLines} highest of {MostLines + hidden}" : null),
            rows.Any(row => row.Row.IsOutput) ? Chart(drawing, recent, Outputs, [.. rows.Select(row => row.Row).Where(row => row.IsOutput)], null) : new LackingChart(Outputs, "An evaluation whose rows hold the score or the prediction."),
            Skew(drawing),
        ];
    }

    /// <summary>The same ids, tried and served: a difference is no drift but another way of computing a feature.</summary>
    private static ChartSlot Skew(Drawing drawing)
    {
        const string Title = "Served otherwise";
        return drawing.View.Lines(Metric.Skew).HasAny()
            ? new DrawnChart(Title, "%", 1, drawing.Of([.. drawing.BothRates(Metric.Skew, "differs")])) { Note = "Of the rows that it was tried on and that were served since, those with another value of a feature." }
            : new LackingChart(Title, "Predictions with ids that are in the rows of its evaluation: their features are held against each other.");
    }

    public static IReadOnlyList<ChartThreshold> LevelsOf(DriftLevels levels) =>
        [new($"Warning {DriftWords.Psi(levels.Warning)}", levels.Warning, ChartLevel.Warn), new($"Serious {DriftWords.Psi(levels.Serious)}", levels.Serious, ChartLevel.Fail)];

    private static ChartSlot Chart(Drawing drawing, VersionSeries? recent, string title, IReadOnlyList<DriftRow> rows, string? note)
    {
        var furthest = rows.MaxBy(LastOf)?.Feature;
        List<ChartSeries> series = [];
        foreach (var row in rows)
        {
            var points = recent?.Baseline?.IndexOf(row.Feature) is >= 0 and var index ? Sliding(recent.Points[index], drawing.View.Stretch) : Cells(row, drawing.View.Stretch.Cell, default);
            series.Add(new ChartSeries(row.Feature, points));
            if (row.Feature == furthest && drawing.Beside?.Drift.Rows.FirstOrDefault(other => other.Feature == row.Feature) is { } beside)
                series.Add(new ChartSeries($"{row.Feature}, {drawing.Name}", Cells(beside, drawing.Beside.Stretch.Cell, drawing.Shift)) { Look = ChartLook.Beside });
        }

        if (!series.Any(line => line.Points.Any(point => point.Value is not null)))
            return new LackingChart(title, "Predictions with their features, enough of them in a window.");

        var worst = series.Where(line => line.Look == ChartLook.Actual).MaxBy(line => line.Points.LastOrDefault(point => point.Value is not null).Value);
        return new DrawnChart(title, "", 2, drawing.Of(series))
        {
            Thresholds = LevelsOf(drawing.View.Version.Levels),
            Headline = worst is null ? "" : $"{worst.Name} {Lines.Newest(worst.Points, 2, "")}",
            Note = (recent is null ? null : "The hour before each minute, against the baseline.", note) switch
            {
                (null, null) => null,
                ({ } hour, null) => hour,
                (null, { } lines) => $"These are {lines}.",
                var (hour, lines) => $"{hour} These are {lines}.",
            },
        };
    }

    private static IReadOnlyList<ChartPoint> Sliding(IReadOnlyList<FeaturePoint> points, Stretch stretch) =>
        ChartLines.Thin(points, stretch.From, stretch.To, Math.Max(1, (int)Math.Ceiling(stretch.Length.TotalMinutes / MostPoints)));

    /// <summary>At the end of each window; one with too few rows says nothing.</summary>
    private static IReadOnlyList<ChartPoint> Cells(DriftRow row, TimeSpan cell, TimeSpan shift) =>
        [.. row.Cells.Select(point => new ChartPoint(point.Minute + cell + shift, point.N < DriftLevels.FewestRows ? null : point.Value, N: point.N))];

    private static double LastOf(DriftRow row) => row.Cells.LastOrDefault(cell => cell.N >= DriftLevels.FewestRows).Value ?? 0;
}
