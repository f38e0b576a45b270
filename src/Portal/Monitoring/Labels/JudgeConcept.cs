using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Statistics.Drift;

namespace Portal.Monitoring.Labels;

/// <summary>
/// Holds the labels of mature cohorts against the baseline's at the same scores. That is said only while the inputs are where they were: of
/// inputs that have moved the drift alerts tell, and what else changed cannot be told apart from them.
/// </summary>
internal static class JudgeConcept
{
    /// <summary>Of a hundred labels five came out otherwise than their scores say.</summary>
    private const double Warns = 0.05;
    private const double Significance = 0.01;

    /// <summary>The alert that opens or settles; null when nothing changes.</summary>
    public static async Task<(Alert Alert, AlertAct Act)?> Move(PortalDb db, SystemId system, VersionId version, QualityBaseline baseline, Cohort window, AlertEvidence evidence, int policy, DateTimeOffset now, CancellationToken ct)
    {
        if (ConceptShift.Between(Table(baseline.Count), Table(window.Count)) is not { } shift)
            return null;

        var open = await db.Alerts.Include(alert => alert.Steps).Where(alert => alert.ModelVersion == version && alert.State == AlertState.Open).ToListAsync(ct);
        if (open.Find(alert => alert.Metric == AlertMetric.Concept) is { } known)
        {
            if (shift.Effect >= Warns / 2)
                return null;
            known.Settle(evidence.To, now);
            return (known, AlertAct.Closed);
        }

        if (shift.Effect < Warns || shift.P > Significance || open.Any(alert => DriftFigure.Metrics.Contains(alert.Metric) && !WatchedFeature.IsOutputName(alert.Feature)))
            return null;

        var code = $"{Sequence.Alerts}-{await db.NextNumberAsync(Sequence.Alerts, ct):0000}";
        var alert = Alert.Open(code, system, version, "", AlertMetric.Concept, AlertSeverity.Warning, evidence with { Value = shift.Effect, Level = Warns, P = shift.P, N = shift.N }, policy, now);
        db.Alerts.Add(alert);
        return (alert, AlertAct.Opened);
    }

    private static Dictionary<int, IReadOnlyDictionary<string, long>> Table(QualityCount count) => count.Bands.GroupBy(band => band.Band)
        .ToDictionary(band => band.Key, band => (IReadOnlyDictionary<string, long>)band.ToDictionary(one => one.Label, one => one.N, StringComparer.Ordinal));
}
