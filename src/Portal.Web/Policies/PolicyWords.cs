using System.Globalization;
using Portal.Accounts;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Policies;

/// <summary>How rules read.</summary>
internal static class PolicyWords
{
    public static (StatusKind Kind, string Word) Look(PolicyState state) => state switch
    {
        PolicyState.Draft => (StatusKind.Neutral, "Draft"),
        PolicyState.Proposed => (StatusKind.Info, "Proposed"),
        PolicyState.Published => (StatusKind.Pass, "In force"),
        PolicyState.Discarded => (StatusKind.Neutral, "Discarded"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static (StatusKind Kind, string Word) Look(Direction direction) => direction switch
    {
        Direction.Tighter => (StatusKind.Info, "Tighter"),
        Direction.Looser => (StatusKind.Warn, "Looser"),
        Direction.Neutral => (StatusKind.Neutral, "Wording"),
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, null),
    };

    /// <summary>What is asked of the figure or the document.</summary>
    public static string Demand(GateCheck check) => check switch
    {
        MetricCheck metric => $"{metric.Metric.Words()} {(metric.AtMost is { } most ? $"≤ {Number(most)}" : $"≥ {Number(metric.AtLeast ?? 0)}")}{Of(metric)}",
        ComparisonCheck comparison => $"{comparison.Metric.Words()} better than what runs by {Number(comparison.SuperiorBy)}{Unit(comparison)}"
            + (comparison.NotWorseFor.Count > 0 ? $", or no worse by {Number(comparison.NotWorseBy)}{Unit(comparison)} for {string.Join(", ", comparison.NotWorseFor)}" : ""),
        DocumentCheck document => "approved by somebody else than its author" + (document.MostDays is { } days ? $", not older than {days} days" : ""),
        CardCheck => "approved, with the sections of the tier",
        MonitoringCheck { Rows: 0 } => "baseline frozen",
        MonitoringCheck monitoring => $"{monitoring.Rows:N0} rows seen in {monitoring.Days} days",
        TrainingDataCheck training => $"not older than {training.MostDays} days",
        ScanCheck scan => $"no unexcused criticals, database not older than {scan.MostDays} days",
        FindingsCheck => "no severe one open",
        AttestationCheck attestation => $"{Roles.Title(attestation.By)}, on {attestation.Sample} outputs: “{attestation.Statement}”",
        _ => check.Name,
    };

    public static string Bound(GateCheck check) => check switch
    {
        MetricCheck { BoundFrom: RiskTier.Low } => "bound",
        MetricCheck { BoundFrom: { } tier } => $"bound from {tier}, figure below",
        MetricCheck => "figure",
        _ => "—",
    };

    private static string Of(MetricCheck metric) => string.Concat(
        metric.Per is { } per ? $", each {(per.OfGroups ? "protected group" : $"segment {per.Name}")}" : "",
        metric.OnSuite ? ", on an agreed suite" : "",
        metric.Of == EvaluationKind.HoldOut ? "" : $", of {metric.Of}");

    private static string Unit(ComparisonCheck comparison) => comparison.In == MarginUnit.Percent ? " %" : " points";

    public static string Signers(FlowStep step) => step.Board is { } board
        ? board.InWords
        : $"{(step.Signatures == 1 ? "one" : step.Signatures)} of: {string.Join(", ", step.Roles.Select(Roles.Title))}";

    public static string Measure(EstateLimit limit) => limit.Measure switch
    {
        EstateMeasure.LargestProviderShare => "largest provider's share",
        EstateMeasure.LargestBaseModelShare => "largest base model's share",
        EstateMeasure.LargestDataSourceShare => "largest data source's share",
        EstateMeasure.LiveCriticalSystems => "live systems of Tier Critical",
        EstateMeasure.OverdueReviews => "live systems with an overdue review",
        EstateMeasure.OpenSevereFindings => "open severe findings",
        EstateMeasure.ExceptionsInForce => "exceptions that hold",
        EstateMeasure.BelowMaturityTarget => "live systems below their tier's maturity",
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit.Measure, null),
    };

    public static string AtMost(EstateLimit limit) => $"{Number(limit.AtMost)}{(limit.Measure <= EstateMeasure.LargestDataSourceShare ? " %" : "")}";

    /// <summary>In the organisation's currency, to its last millionth.</summary>
    public static string Amount(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string OfRequests(OpenRequests requests) => requests == OpenRequests.Keep ? "kept the policy they started with" : "went through the gate again";
}
