using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Views;
using Portal.Statistics.Alerts;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>How a version stands, in one word and one sentence: over the last hour, or over a stretch that is past.</summary>
/// <param name="Verdict">The word.</param>
/// <param name="Sentence">The sentence.</param>
internal sealed record Standing((StatusKind Kind, string Word) Verdict, string Sentence)
{
    public static Standing Of(SystemView view, HourState? hour, DateTimeOffset? lastRowAt, IReadOnlyList<AlertLine> open, DateTimeOffset now)
    {
        if (!view.Stretch.IsLive)
            return new(DriftWords.Of(view.Whole is null or { Rows: 0 } ? DriftLevel.NoData : view.Whole.Worst?.Level ?? DriftLevel.TooFewRows), DriftWords.Headline(view));

        // What comes are calls, of which features say nothing.
        var hasCallsAlone = hour is { Rows: 0 } && view.HasRows && view.Whole is null or { Rows: 0 } && lastRowAt > now - VersionSeries.Hour;
        return new(VerdictOf(view.Version, hour, open, hasCallsAlone), SentenceOf(view, hour, lastRowAt, open, now, hasCallsAlone));
    }

    private static (StatusKind Kind, string Word) VerdictOf(WatchedVersion version, HourState? hour, IReadOnlyList<AlertLine> open, bool hasCallsAlone) => (open, hour) switch
    {
        ([{ Severity: AlertSeverity.Serious }, ..], not null) => (StatusKind.Fail, "Serious"),
        (_, null) => (StatusKind.Fail, "Not watched"),
        _ when version.BaselineMadeAt is null && !hasCallsAlone => (StatusKind.Fail, "Not watched"),
        (_, { Worst.Level: DriftLevel.Serious }) => (StatusKind.Fail, "Serious"),
        ([_, ..], _) => (StatusKind.Warn, "Warning"),
        _ when hasCallsAlone => (StatusKind.Pass, "Calm"),
        (_, { Rows: 0 }) => (StatusKind.Warn, "Silent"),
        _ => DriftWords.Of(hour.Worst?.Level ?? DriftLevel.TooFewRows),
    };

    private static string SentenceOf(SystemView view, HourState? hour, DateTimeOffset? lastRowAt, IReadOnlyList<AlertLine> open, DateTimeOffset now, bool hasCallsAlone)
    {
        const string CallsAlone = "Only calls come: errors, safety, latency and cost are judged, and there are no features to compare.";
        var headline = hasCallsAlone ? CallsAlone : DriftWords.Headline(view.Version, hour, lastRowAt, now, view.Known.Season);
        if (open.Count == 0 || hour?.Worst is { Level: >= DriftLevel.Warning })
            return headline;

        // The hour that runs says nothing against what is open: what was told goes on until its rule takes it back.
        return open.FirstOrDefault(alert => DriftFigure.Metrics.Contains(alert.Metric)) is { } drift && !hasCallsAlone
            ? DriftWords.Settling(drift, hour, view.Version.Levels, now) + (hour?.Worst is null ? $" {headline}" : "")
            : $"{open[0].What}. {headline}";
    }
}
