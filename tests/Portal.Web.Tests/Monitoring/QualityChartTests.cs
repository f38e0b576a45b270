using Portal.Monitoring.Labels;
using Portal.Policies;
using Portal.Statistics.Quality;
using Portal.Web.Monitoring.Charts;
using Portal.Web.Ui;

namespace Portal.Web.Tests.Monitoring;

public sealed class QualityChartTests
{
    private static readonly DateOnly First = new(2026, 11, 1);
    private static readonly AlertLevels Levels = new(0.1, 0.25, 3, 5, 10, 15, [], RateLevels.UnlessTold);

    [Fact]
    public void The_bands_lie_under_the_baseline_and_name_what_they_mean()
    {
        var chart = Draw(Figures(0.8), Cohort(0, 0.79, isMature: true));

        Assert.Equal(["Baseline", "−5 %", "−10 %", "−15 %"], chart.Thresholds.Select(threshold => threshold.Label));
        Assert.Equal([0.8, 0.76, 0.72, 0.68], chart.Thresholds.Select(threshold => Math.Round(threshold.Value, 6)));
    }

    [Fact]
    public void Of_errors_worse_is_more()
    {
        var chart = Draw(Figures(100, Headline.MeanAbsoluteError), Cohort(0, 101, isMature: true, Headline.MeanAbsoluteError));

        Assert.Equal(["Baseline", "+5 %", "+10 %", "+15 %"], chart.Thresholds.Select(threshold => threshold.Label));
        Assert.Equal([100, 105, 110, 115], chart.Thresholds.Select(threshold => Math.Round(threshold.Value, 6)));
    }

    [Fact]
    public void What_may_still_change_is_told_apart_from_what_is_known()
    {
        var chart = Draw(Figures(0.8), Cohort(0, 0.79, isMature: true), Cohort(1, 0.6, isMature: false));

        Assert.Equal([("mature", ChartLook.Actual), ("labels still come", ChartLook.Beside)], chart.Snapshot.Series.Select(series => (series.Name, series.Look)));
        Assert.StartsWith("0.790 [", chart.Headline);
    }

    [Fact]
    public void Without_a_label_nothing_is_drawn_and_without_a_baseline_no_band()
    {
        Assert.Null(QualityCharts.Quality(new QualityView(null, [], 1, 0, 0), Levels, First, DateTimeOffset.UnixEpoch, []));
        Assert.Empty(Draw(null, Cohort(0, 0.79, isMature: true)).Thresholds);
    }

    private static DrawnChart Draw(QualityFigures? baseline, params Cohort[] cohorts) =>
        QualityCharts.Quality(new QualityView(baseline, cohorts, 1, 0, 0), Levels, First, new DateTimeOffset(First.AddDays(9), TimeOnly.MinValue, TimeSpan.Zero), []) ?? throw new InvalidOperationException("Nothing is drawn.");

    private static Cohort Cohort(int day, double value, bool isMature, Headline kind = Headline.F1) =>
        new(First.AddDays(day), First.AddDays(day), QualityCount.None, isMature, Figures(value, kind), null);

    private static QualityFigures Figures(double value, Headline kind = Headline.F1) =>
        new(kind, new Estimate(value, value - 0.02, value + 0.02, 500, ""), null, null, null, new Dictionary<string, Estimate?>(), null);
}
