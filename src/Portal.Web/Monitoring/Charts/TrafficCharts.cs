using Portal.Monitoring;
using Portal.Monitoring.Views;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Charts;

/// <summary>How much came, how long it took, and how often it failed or was held back.</summary>
internal static class TrafficCharts
{
    private const double Percent = 100;

    public static IEnumerable<ChartSlot> Of(Drawing drawing) => [Volume(drawing), Latency(drawing), Errors(drawing), Safety(drawing), Shares(drawing), Tokens(drawing)];

    private static ChartSlot Volume(Drawing drawing)
    {
        const string Title = "Volume";
        var lines = drawing.View.Lines(Metric.Rows).Where(line => line.Points.Any(point => point.Value > 0)).ToList();
        return lines.Count == 0
            ? new LackingChart(Title, "Rows posted to /api/v1/telemetry/predictions or /calls.")
            : new DrawnChart(Title, "rows", 0, drawing.Of([.. lines.SelectMany(line => drawing.BothTotals(Metric.Rows, line.Name, line.Name).Take(line == lines[0] ? 2 : 1))])) { Headline = $"{Sum(lines[0]):N0} {lines[0].Name}", Note = NoteOfSteps(drawing.View.Stretch) };
    }

    private static ChartSlot Latency(Drawing drawing)
    {
        const string Title = "Latency";
        foreach (var of in new[] { "predictions", "calls" })
        {
            if (!drawing.View.Lines(Metric.Latency).Any(line => line.Name == $"{of}.p95"))
                continue;

            // The interval of the percentile that is judged; three bands would hide each other.
            IReadOnlyList<ChartSeries> series = [.. drawing.Both(Metric.Latency, $"{of}.p50", "p50").Take(1), .. drawing.Both(Metric.Latency, $"{of}.p95", "p95", band: true), .. drawing.Both(Metric.Latency, $"{of}.p99", "p99").Take(1)];
            return new DrawnChart(Title, "ms", 0, drawing.Of(series))
            {
                Thresholds = drawing.View.Known.Alerts.Rates.LatencySeriousMs is { } level ? [new($"p95 at most {level:N0} ms", level, ChartLevel.Fail)] : [],
                Headline = "p95 " + Lines.Newest(series[1].Points, 0, "ms"),
            };
        }

        return new LackingChart(Title, "latencyMs of predictions, or calls, which always have it.");
    }

    private static ChartSlot Errors(Drawing drawing)
    {
        const string Title = "Errors";
        var levels = drawing.View.Known.Alerts.Rates;
        return Rates(drawing, Title, Metric.Errors, ["errors"], levels.ErrorsWarning, levels.ErrorsSerious, "Calls with an outcome, posted to /api/v1/telemetry/calls.");
    }

    private static ChartSlot Safety(Drawing drawing)
    {
        const string Title = "Safety";
        var levels = drawing.View.Known.Alerts.Rates;
        return Rates(drawing, Title, Metric.Safety, ["blocked", "flagged"], levels.SafetyWarning, levels.SafetySerious, "Calls with the outcome blocked or flagged; where calls come and none is, the line is at 0.");
    }

    private static ChartSlot Rates(Drawing drawing, string title, Metric metric, IReadOnlyList<string> names, double warning, double serious, string feeds)
    {
        if (!drawing.View.Lines(metric).HasAny())
            return new LackingChart(title, feeds);

        IReadOnlyList<ChartSeries> series = [.. names.SelectMany(name => drawing.BothRates(metric, name))];
        return new DrawnChart(title, "%", 2, drawing.Of(series))
        {
            Thresholds = [new($"Warning {warning:0.##} %", warning, ChartLevel.Warn), new($"Serious {serious:0.##} %", serious, ChartLevel.Fail)],
            Headline = Lines.Newest(series[0].Points, 2, "%"),
            Note = "Of calls, with the interval at 95 %.",
        };
    }

    /// <summary>Each version's part of the predictions of its system.</summary>
    private static ChartSlot Shares(Drawing drawing)
    {
        const string Title = "Share of versions";
        var shares = drawing.View.Known.Shares;
        if (shares.Count == 0)
            return new LackingChart(Title, "Predictions that name their version.");

        var totals = shares.SelectMany(share => share.Rows).GroupBy(row => row.Key).ToDictionary(step => step.Key, step => step.Sum(row => row.Value));
        IReadOnlyList<ChartSeries> series =
        [
            .. shares.Take(6).Select(share => new ChartSeries(share.Label, Lines.Of(
                new WindowLine(share.Label, [.. totals.OrderBy(step => step.Key).Select(step => new WindowPoint(step.Key, share.Rows.GetValueOrDefault(step.Key) / (double)step.Value, null, null, step.Value))]), drawing.View.Stretch.Step, Percent))),
        ];
        return new DrawnChart(Title, "%", 1, drawing.Of(series)) { Maximum = 100, Headline = shares.Count == 1 ? $"{shares[0].Label} alone" : $"{shares[0].Label} {Lines.Newest(series[0].Points, 0, "%")}" };
    }

    private static ChartSlot Tokens(Drawing drawing)
    {
        const string Title = "Tokens";
        var lines = drawing.View.Lines(Metric.Tokens).Where(line => line.Points.Any(point => point.Value > 0)).ToList();
        return lines.Count == 0
            ? new LackingChart(Title, "Calls with inputTokens and outputTokens, or traces of a client at /otlp.")
            : new DrawnChart(Title, "tokens", 0, drawing.Of([.. lines.SelectMany(line => drawing.BothTotals(Metric.Tokens, line.Name, Words(line.Name)))])) { Headline = $"{lines.Sum(Sum):N0} in all", Note = NoteOfSteps(drawing.View.Stretch) };
    }

    private static string Words(string tokens) => tokens switch
    {
        "inputTokens" => "input",
        "cacheReadTokens" => "read from cache",
        "cacheWriteTokens" => "written to cache",
        _ => "output",
    };

    private static string? NoteOfSteps(Stretch stretch) => stretch.IsLive ? $"In steps of {Length(stretch.Step)}; the one that runs is drawn when it is over." : null;

    private static string Length(TimeSpan step) => step switch
    {
        { TotalMinutes: 1 } => "a minute",
        { TotalHours: < 1 } => $"{step.TotalMinutes:0} minutes",
        { TotalHours: 1 } => "an hour",
        { TotalDays: < 1 } => $"{step.TotalHours:0} hours",
        _ => "a day",
    };

    private static double Sum(WindowLine line) => line.Points.Sum(point => point.Value ?? 0);
}
