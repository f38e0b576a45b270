using System.Globalization;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Wall;
using Portal.Statistics.Alerts;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>The wall's figures in words. One place, so that a figure reads the same on a card, in a row and on My work.</summary>
internal static class WallWords
{
    public static StatusKind KindOf(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Serious => StatusKind.Fail,
        AlertSeverity.Warning => StatusKind.Warn,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    public static string? Css(AlertSeverity? severity) => severity is { } grave ? $"verdict {KindOf(grave).Css()}" : null;

    public static string NameOf(WallQuality? quality) => quality?.Kind switch
    {
        Headline.F1 => "F1",
        Headline.Accuracy => "Accuracy",
        Headline.MeanAbsoluteError => "Mean error",
        _ => "Quality",
    };

    /// <summary>How far from the baseline, with its sign.</summary>
    public static string Change(WallQuality? quality) => quality is null ? "–" : (quality.Change / 100).ToString("+0.0 %;−0.0 %;0.0 %", CultureInfo.InvariantCulture);

    public static string? Explained(WallQuality? quality) => quality is null ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{NameOf(quality)} {quality.Value.Value:0.000} [{quality.Value.Low:0.000}, {quality.Value.High:0.000}], n = {quality.Value.N:N0}, predictions of {quality.From:d MMM} to {quality.To:d MMM}; the baseline has {quality.Baseline:0.000}. The change is taken at the kinder end of the interval.");

    public static string Milliseconds(double? value) => value switch
    {
        null => "–",
        < 1000 and var ms => string.Create(CultureInfo.InvariantCulture, $"{ms:0} ms"),
        var ms => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000:0.0} s"),
    };

    public static string? Explained(WallHours? hour) => hour?.P95 is null ? null : string.Create(CultureInfo.InvariantCulture, $"95th percentile of the last hour, n = {hour.P95N:N0}");

    public static string Flagged(WallHours? hour) => hour?.Unsafe is { } rate ? rate.Value.ToString("0.0 %", CultureInfo.InvariantCulture) : "–";

    public static string? ExplainedFlagged(WallHours? hour) => hour?.Unsafe is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"Blocked or flagged in the last hour: {rate.Value:0.00 %} [{rate.Low:0.00 %}, {rate.High:0.00 %}], n = {rate.N:N0} calls")
        : null;

    /// <summary>What is spent of what may be; of the month where no day has a budget.</summary>
    public static string Spent(WallSpend? spend) => spend switch
    {
        null => "–",
        { Budget: { Spent: { } spent } use } => $"{Money.Short(spent)} / {Money.Short(use.Budget.Micros)}",
        _ => Money.Short(spend.Today),
    };

    public static string NameOfSpent(WallSpend? spend) => spend?.Budget?.Budget.Period == Portal.Monitoring.Budgets.BudgetPeriod.Month ? "Cost this month" : "Cost today";

    public static string? Explained(WallSpend? spend) => spend switch
    {
        null => null,
        { Budget: { Share: { } share } use } => string.Create(CultureInfo.InvariantCulture, $"{share:0} % of the budget{(use.Forecast is { } end ? $"; {Money.Short(end)} when it is over, if it goes on as it went" : "")}"),
        _ => "Today; there is no budget",
    };
}
