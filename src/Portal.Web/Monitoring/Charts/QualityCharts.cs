using Portal.Monitoring.Labels;
using Portal.Monitoring.Views;
using Portal.Policies;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Charts;

/// <summary>Quality by the time of the prediction, and how much of it is known.</summary>
internal static class QualityCharts
{
    private const double Percent = 100;

    public static IEnumerable<ChartSlot> Of(Drawing drawing) =>
        [(ChartSlot?)Quality(drawing.View, drawing.Marks) ?? new LackingChart("Quality", "Labels posted to /api/v1/telemetry/labels, joined by the id of the prediction."), Coverage(drawing)];

    /// <summary>Null while no label has come.</summary>
    public static DrawnChart? Quality(SystemView view, IReadOnlyList<ChartMark> marks) =>
        Quality(view.Known.Quality, view.Known.Alerts, view.Known.QualityFrom, view.Stretch.To, marks);

    public static DrawnChart? Quality(QualityView quality, AlertLevels levels, DateOnly from, DateTimeOffset to, IReadOnlyList<ChartMark> marks)
    {
        var known = quality.Cohorts.Where(cohort => cohort.Figures.Headline is not null).ToList();
        if (known.Count == 0)
            return null;

        var kind = known[^1].Figures.Kind;
        var decimals = kind == Headline.MeanAbsoluteError ? 2 : 3;
        IReadOnlyList<ChartSeries> series =
        [
            .. Line("mature", known.Where(cohort => cohort.IsMature), ChartLook.Actual),
            .. Line("labels still come", known.Where(cohort => !cohort.IsMature), ChartLook.Beside),
        ];
        var newest = known.LastOrDefault(cohort => cohort.IsMature) ?? known[^1];
        return new DrawnChart(NameOf(kind), "", decimals, new ChartSnapshot(series, [.. marks.Where(mark => mark.Time >= Start(from))]) { From = Start(from), To = to })
        {
            Minimum = null,
            Thresholds = quality.Baseline is { Headline: { } then } && quality.Baseline.Kind == kind ? Bands(then.Value, kind, levels) : [],
            Headline = newest.Figures.Headline is { } now ? Lines.Words(new ChartPoint(default, now.Value, now.Low, now.High), decimals, "") : "",
            Note = $"By the day of the prediction; n is labels. {(newest.IsMature ? "" : "No cohort is mature yet. ")}{(quality.Baseline is null ? "There is no baseline to hold it against." : "")}".Trim(),
        };
    }

    /// <summary>Where it warns, where training anew is asked for, and where the version is stopped: relative to the baseline, downwards or, of errors, upwards.</summary>
    private static IReadOnlyList<ChartThreshold> Bands(double baseline, Headline kind, AlertLevels levels)
    {
        var (sign, way) = kind == Headline.MeanAbsoluteError ? (1, "+") : (-1, "−");
        return
        [
            new("Baseline", baseline, ChartLevel.Info),
            .. new[] { (levels.QualityWarning, ChartLevel.Warn), (levels.QualitySerious, ChartLevel.Fail), (levels.QualitySuspends, ChartLevel.Fail) }
                .Select(level => new ChartThreshold($"{way}{level.Item1:0.#} %", baseline * (1 + (sign * level.Item1 / Percent)), level.Item2)),
        ];
    }

    private static IEnumerable<ChartSeries> Line(string name, IEnumerable<Cohort> cohorts, ChartLook look)
    {
        var points = cohorts.Select(cohort => (cohort.From, cohort.Figures.Headline)).ToList();
        if (points.Count > 0)
            yield return new ChartSeries(name, [.. points.Select(point => new ChartPoint(Start(point.From), point.Headline?.Value, point.Headline?.Low, point.Headline?.High, point.Headline?.N))]) { Look = look, HasBand = look == ChartLook.Actual };
    }

    private static ChartSlot Coverage(Drawing drawing)
    {
        const string Title = "Labels";
        var view = drawing.View;
        var cohorts = view.Known.Quality.Cohorts.Where(cohort => cohort.Coverage is not null).ToList();
        if (cohorts.All(cohort => cohort.Count.Labelled == 0))
            return new LackingChart(Title, "Each label: how many have come of each day, and whether more are waited for.");

        var from = Start(view.Known.QualityFrom);
        var mature = cohorts.Count(cohort => cohort.IsMature);
        var (waiting, lost) = (view.Known.Quality.Waiting, view.Known.Quality.Lost);
        return new DrawnChart(Title, "%", 1, new ChartSnapshot(
            [new ChartSeries("labelled", [.. cohorts.Select(cohort => new ChartPoint(Start(cohort.From), cohort.Coverage * Percent, N: cohort.Count.Rows))])],
            [.. drawing.Marks.Where(mark => mark.Time >= from)])
        { From = from, To = view.Stretch.To })
        {
            Maximum = 100,
            Thresholds = [new($"Mature from {Cohort.Nearly * Percent:0} %", Cohort.Nearly * Percent, ChartLevel.Info)],
            Headline = $"{mature} of {cohorts.Count} mature",
            Note = string.Join(" ", new[]
            {
                waiting > 0 ? $"{waiting:N0} labels wait for their prediction." : "",
                lost > 0 ? $"{lost:N0} never found one." : "",
                view.Known.Quality.KeptShare < 1 ? $"{view.Known.Quality.KeptShare * Percent:0.#} % of all ids are kept." : "",
            }.Where(words => words.Length > 0)) is { Length: > 0 } note ? note : null,
        };
    }

    private static string NameOf(Headline kind) => kind switch
    {
        Headline.F1 => "Quality: F1",
        Headline.Accuracy => "Quality: accuracy",
        Headline.MeanAbsoluteError => "Quality: mean absolute error",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
