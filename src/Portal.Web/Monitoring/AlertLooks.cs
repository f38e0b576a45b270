using System.Globalization;
using Portal.Monitoring.Alerts;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>Alerts in the words and colours of pages.</summary>
internal static class AlertLooks
{
    public static readonly IReadOnlyList<Choice<AlertCause?>> Causes = [.. Enum.GetValues<AlertCause>().Select(cause => new Choice<AlertCause?>(cause, Of(cause).Title, Of(cause).Detail))];

    public static (string Title, string Detail) Of(AlertCause cause) => cause switch
    {
        AlertCause.Data => ("Data", "what the system is told is wrong or incomplete"),
        AlertCause.Upstream => ("Upstream", "something that feeds the system or that it calls broke or changed"),
        AlertCause.Model => ("Model", "the version itself is at fault, or has aged"),
        AlertCause.Season => ("Season", "so it is at this time of the year, the week or the day"),
        AlertCause.Change => ("Change", "somebody changed something on purpose, and this follows"),
        AlertCause.FalseAlarm => ("False alarm", "nothing has moved that matters"),
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
    };

    public static (StatusKind Kind, string Word) StateOf(AlertLine line) => line switch
    {
        { State: AlertState.Closed, ClosedBy: null } => (StatusKind.Pass, "Settled"),
        { State: AlertState.Closed } => (StatusKind.Pass, "Closed"),
        { IsSnoozed: true } => (StatusKind.Info, "Snoozed"),
        { TakenBy: not null } => (StatusKind.Neutral, "Taken"),
        _ => (StatusKind.Warn, "Nobody has it"),
    };

    public static string Of(AlertStepKind kind) => kind switch
    {
        AlertStepKind.Opened => "Opened",
        AlertStepKind.Raised => "Became graver",
        AlertStepKind.Settled => "Settled by itself",
        AlertStepKind.Taken => "Taken",
        AlertStepKind.Commented => "Comment",
        AlertStepKind.Snoozed => "Snoozed",
        AlertStepKind.Closed => "Closed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What it is about; of a feature that moved the figure says by what.</summary>
    public static string Subject(AlertLine line) => line switch
    {
        { Feature: "" } => AlertWords.NameOf(line.Metric),
        { Evidence.Figures.Count: > 0 } => $"Drift of {line.Feature}",
        _ => $"{AlertWords.NameOf(line.Metric)} of {line.Feature}",
    };

    /// <summary>The figure as its metric is written.</summary>
    public static string Figure(AlertMetric metric, double? value) => value is not { } known ? "–" : metric switch
    {
        AlertMetric.Missing or AlertMetric.Errors or AlertMetric.Safety => known.ToString("0.0 %", CultureInfo.InvariantCulture),
        AlertMetric.Latency => WallWords.Milliseconds(known),
        AlertMetric.Budget => known.ToString("N2", CultureInfo.InvariantCulture),
        AlertMetric.Cost => known.ToString("0.######", CultureInfo.InvariantCulture),
        AlertMetric.Quality => known.ToString("0.000", CultureInfo.InvariantCulture),
        _ => known.ToString("0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>What the bound is: a level, or what the figure is held against.</summary>
    public static string NameOfLevel(AlertMetric metric) => metric switch
    {
        AlertMetric.Quality => "The baseline has",
        AlertMetric.Budget => "Budget",
        _ => "Warns from",
    };
}
