using Portal.Monitoring.Alerts;
using Portal.Statistics.Alerts;

namespace Portal.Web.Api;

/// <summary>An alert in a list; people by their addresses.</summary>
public sealed record AlertItem(
    string Code, string System, string Version, AlertSeverity Severity, AlertState State, AlertMetric Metric, string? Feature, string What,
    double? Value, double? Level, double? P, long N, DateTimeOffset From, DateTimeOffset To, double? SeasonPsi, bool? UsualForSeason, IReadOnlyList<DriftFigure> Figures, IReadOnlyList<string> Features,
    DateTimeOffset OpenedAt, DateTimeOffset? RaisedAt, DateTimeOffset? ClosedAt, string? TakenBy, string? ClosedBy, AlertCause? Cause, DateTimeOffset? SnoozedUntil, int Policy)
{
    public static AlertItem Of(AlertLine line) => new(
        line.Code, line.System, line.Version, line.Severity, line.State, line.Metric, line.Feature.Length == 0 ? null : line.Feature, line.What,
        line.Evidence.Value, line.Evidence.Level, line.Evidence.P, line.Evidence.N, line.Evidence.From, line.Evidence.To, line.Evidence.Season, line.Evidence.IsUsual, line.Evidence.Figures, line.Evidence.Features,
        line.OpenedAt, line.RaisedAt, line.ClosedAt, line.TakenBy?.Email, line.ClosedBy?.Email, line.Cause, line.SnoozedUntil, line.Policy);
}

/// <summary>An alert with its story; people by their addresses.</summary>
public sealed record WholeAlert(AlertItem Alert, IReadOnlyList<AlertStepAnswer> Story)
{
    public static WholeAlert Of(AlertView view) => new(
        AlertItem.Of(view.Line),
        [.. view.Steps.Select(step => new AlertStepAnswer(step.Kind, step.At, step.By is { } by ? view.People.AddressOf(by) ?? "" : "The portal", step.Words, step.Severity, step.Until))]);
}

public sealed record AlertStepAnswer(AlertStepKind Kind, DateTimeOffset At, string By, string Words, AlertSeverity Severity, DateTimeOffset? Until);

/// <summary>What other rules would have opened.</summary>
public sealed record SimulationAnswer(
    string Version, DateTimeOffset From, DateTimeOffset To, double PsiWarning, double PsiSerious, int SeveralFeatures, int HoursWithRows, IReadOnlyList<SimulatedItem> Alerts)
{
    public static SimulationAnswer Of(SimulatedAlerts found) => new(
        found.Version, found.From, found.To, found.Rule.PsiWarning, found.Rule.PsiSerious, found.Rule.SeveralFeatures, found.HoursWithRows,
        [.. found.Alerts.Select(alert => new SimulatedItem(alert.Feature.Length == 0 ? null : alert.Feature, alert.Metric, alert.Severity, alert.OpenedAt, alert.RaisedAt, alert.ClosedAt, alert.Value, alert.N, alert.Features))]);
}

public sealed record SimulatedItem(
    string? Feature, AlertMetric Metric, AlertSeverity Severity, DateTimeOffset OpenedAt, DateTimeOffset? RaisedAt, DateTimeOffset? ClosedAt, double? Value, long N, IReadOnlyList<string> Features);
