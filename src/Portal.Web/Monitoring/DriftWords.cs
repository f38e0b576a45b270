using System.Globalization;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Views;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>What the figures say, in words.</summary>
internal static class DriftWords
{
    public static (StatusKind Kind, string Word) Of(DriftLevel level) => level switch
    {
        DriftLevel.NoData => (StatusKind.Neutral, "No data"),
        DriftLevel.TooFewRows => (StatusKind.Neutral, "Too few rows"),
        DriftLevel.Calm => (StatusKind.Pass, "Calm"),
        DriftLevel.Warning => (StatusKind.Warn, "Warning"),
        DriftLevel.Serious => (StatusKind.Fail, "Serious"),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    /// <summary>Why nobody watches it.</summary>
    public static string WhyNot(WallLine line) => line switch
    {
        { Version.BaselineMadeAt: null, LastRowAt: null } => "No baseline and no telemetry",
        { Version.BaselineMadeAt: null } => "Rows come in, but there is no baseline to compare them with",
        _ => "A baseline, but no telemetry in the last day",
    };

    /// <summary>The one sentence over a system, computed from its last hour.</summary>
    public static string Headline(WatchedVersion version, HourState? hour, DateTimeOffset? lastRowAt, DateTimeOffset now, SeasonWord? season = null) => (version.BaselineMadeAt, hour) switch
    {
        (null, { Rows: > 0 }) => $"{version.Label} has no baseline: its rows are counted, but there is nothing to compare them with.",
        (null, _) => $"{version.Label} has no baseline and sends no rows.",
        (_, null) => $"{version.Label} has not sent a row in the last day.",
        (_, { Rows: 0 }) => lastRowAt is { } last ? $"No row in the last hour; the last one came {RelativeTime.Say(last, now)}." : "No row in the last hour.",
        (_, { Worst: null }) => $"{Plural.Of(hour.Rows, "row")} in the last hour: too few to speak of drift, which takes {DriftLevels.FewestRows} values of a feature.",
        (_, { Worst: { Level: DriftLevel.Calm } }) => Calm(hour, "is", "are"),
        (_, { Worst: { } worst }) => $"{Moved(worst, hour)}: PSI {Psi(worst.Point.Value)} over the last hour, n = {worst.Point.N:N0}.{Usual(worst, season)}",
    };

    /// <summary>The same of a stretch that is over.</summary>
    public static string Headline(SystemView view) => view.Whole switch
    {
        null => $"{view.Version.Label} has no baseline: there is nothing to compare its features with.",
        { Rows: 0 } => "No row came in this time.",
        { Worst: null } whole => $"{Plural.Of(whole.Rows, "row")}: too few to speak of drift, which takes {DriftLevels.FewestRows} values of a feature.",
        { Worst: { Level: DriftLevel.Calm } } whole => Calm(whole, "was", "were"),
        { Worst: { } worst } whole => $"{Moved(worst, whole)}: PSI {Psi(worst.Point.Value)} over the whole time, n = {worst.Point.N:N0}.",
    };

    /// <summary>Of what moved and opened an alert, and is not over its level in the hour that runs: how far it is back, and when the alert closes.</summary>
    public static string Settling(AlertLine alert, HourState? hour, DriftLevels levels, DateTimeOffset now)
    {
        var many = alert.Feature.Length == 0;
        var moved = $"{(many ? $"{alert.Evidence.Features.Count} features" : alert.Feature)} moved {RelativeTime.Say(alert.OpenedAt, now)}";
        var closes = $"{alert.Code} closes after three whole hours below half {(many ? "their levels" : "its level")}.";
        return (hour?.Features.FirstOrDefault(feature => feature.Name == alert.Feature), hour?.Worst) switch
        {
            ({ Level: DriftLevel.Calm } back, _) => $"{moved} and {(back.Point.Value < levels.Warning / 2 ? "is back" : "comes back")}: PSI {Psi(back.Point.Value)} over the last hour, n = {back.Point.N:N0}. {closes}",
            (_, not null) when many => $"{moved} and are back within their levels in the last hour. {closes}",
            _ => $"{moved}. {closes}",
        };
    }

    /// <summary>By how many standard deviations of the baseline a mean is off, with its sign.</summary>
    public static string Shift(double? shift) => shift is { } by ? by.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) : "–";

    public static string Psi(double? value) => value is { } psi ? psi.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    public static string Percent(double? rate) => rate is { } share ? share.ToString("0.0 %", CultureInfo.InvariantCulture) : "–";

    /// <summary>How far behind the newest row is.</summary>
    public static string Behind(DateTimeOffset last, DateTimeOffset now) => (now - last) switch
    {
        { TotalSeconds: < 1 } => "Live",
        { TotalSeconds: < 120 } behind => $"Live, {Math.Floor(behind.TotalSeconds):0} s behind",
        { TotalMinutes: < 120 } behind => $"{Math.Floor(behind.TotalMinutes):0} min behind",
        var behind => $"{Math.Floor(behind.TotalHours):N0} h behind",
    };

    private static string Calm(HourState hour, string one, string many)
    {
        var calm = hour.Features.Count(feature => feature.Level == DriftLevel.Calm);
        return calm == hour.Features.Length
            ? $"All {Plural.Of(calm, "feature")} {many} calm."
            : $"{Plural.Of(calm, "feature")} with enough values {(calm == 1 ? one : many)} calm; {hour.Features.Length - calm} {(hour.Features.Length - calm == 1 ? "has" : "have")} too few.";
    }

    private static string Moved(FeatureHour worst, HourState hour)
    {
        var others = hour.Features.Count(feature => feature.Level >= DriftLevel.Warning) - 1;
        var names = others > 0 ? $"{worst.Name} and {Plural.Of(others, "other feature")}" : worst.Name;
        return worst.Shift switch
        {
            null => $"{names} moved",
            _ when others > 0 => $"{names} moved, {worst.Name} {Way(worst.Shift.Value)} since training",
            { } shift => $"{names} moved {Way(shift)} since training",
        };
    }

    /// <summary>Under a twentieth of a deviation the mean stands: what moved is the shape.</summary>
    private static string Way(double shift) => Math.Abs(shift) < 0.05
        ? "in shape, not in its mean,"
        : string.Create(CultureInfo.InvariantCulture, $"{(shift > 0 ? "up" : "down")} by {Math.Abs(shift):0.0} sd");

    private static string Usual(FeatureHour worst, SeasonWord? season) => season is null || season.Feature != worst.Name ? "" : season.IsUsual switch
    {
        true => " Usual for the season: yes.",
        false => $" Usual for the season: no, PSI {Psi(season.Psi)} against the same hours of the four weeks before.",
        null => " Usual for the season: not known, the same hours of the four weeks before have too few rows.",
    };
}
