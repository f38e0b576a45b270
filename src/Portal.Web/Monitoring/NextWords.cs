using System.Globalization;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Views;

namespace Portal.Web.Monitoring;

/// <summary>What the portal does next by itself, in sentences; from the policy in force, so that they change with it.</summary>
internal static class NextWords
{
    public static IEnumerable<string> Of(SystemView view, IReadOnlyList<AlertLine> open, DateTimeOffset now)
    {
        var levels = view.Known.Alerts;
        if (view.Baseline is null)
        {
            yield return "Drift is judged from the first evaluation on whose rows hold features; until then errors, safety, latency and cost alone.";
        }
        else
        {
            var hour = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
            var judged = hour + EvaluateAlerts.Lateness > now ? hour + EvaluateAlerts.Lateness : hour.AddHours(1) + EvaluateAlerts.Lateness;
            yield return $"The hour that ends at {judged - EvaluateAlerts.Lateness:HH:mm} UTC is judged at {judged:HH:mm}; what is over its level in two of three evaluations opens an alert.";
        }

        if (open.Any(alert => DriftFigure.Metrics.Contains(alert.Metric)))
            yield return $"{open.First(alert => DriftFigure.Metrics.Contains(alert.Metric)).Code} closes by itself after three evaluations below half its level.";
        if (view.Baseline is not null && !open.Any(alert => DriftFigure.Metrics.Contains(alert.Metric) && alert.Severity == Statistics.Alerts.AlertSeverity.Serious))
            yield return string.Create(CultureInfo.InvariantCulture, $"PSI {levels.PsiSerious:0.00} on an output or on {levels.SeveralFeatures} features is serious, and asks for training anew.");
        if (view.Known.Quality.Cohorts.Any(cohort => cohort.Figures.Headline is not null))
            yield return Quality(view);
        if (view.Known.Spend is not { Day: null, Month: null, Request: null })
            yield return string.Create(CultureInfo.InvariantCulture, $"A budget warns at {view.Known.Budgets.Warning:0} % and is serious at {view.Known.Budgets.Serious:0} %.");
        if (view.Known.NoDataDays is { } days)
            yield return $"Without enough data for {days} days a review by hand is owed.";
    }

    private static string Quality(SystemView view)
    {
        var levels = view.Known.Alerts;
        var stops = view.Version.Tier is { } tier && levels.SuspendsByItself.Contains(tier) ? "it is suspended as far as it may stop" : "on-call is asked to suspend it";
        return string.Create(CultureInfo.InvariantCulture, $"Quality {levels.QualitySerious:0.#} % worse than the baseline asks for training anew; at {levels.QualitySuspends:0.#} % {stops}.");
    }
}
