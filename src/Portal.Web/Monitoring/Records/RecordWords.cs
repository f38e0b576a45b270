using System.Globalization;
using Portal.Monitoring.Records;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Records;

/// <summary>How recorded decisions read.</summary>
internal static class RecordWords
{
    public static string Figure(double? value) => value is { } figure ? figure.ToString("0.####", CultureInfo.InvariantCulture) : "";

    /// <summary>With its sign, since that is what it says.</summary>
    public static string Signed(double value) => value.ToString("+0.###;−0.###;0", CultureInfo.InvariantCulture);

    /// <summary>Where a value stands in the baseline, as far as its bins tell.</summary>
    public static string Of(BaselinePlace standing) => standing switch
    {
        { Below: null, Alike: 0 } => "never in the baseline",
        { Below: null, Alike: var alike } => $"{Percent(alike)} of the baseline have it",
        { Below: 0, Alike: var alike } => $"among the lowest {Percent(alike)}",
        { Below: { } below, Alike: var alike } when below + alike >= 1 - 1e-9 => $"among the highest {Percent(alike)}",
        { Below: { } below, Alike: > 0.015 and var alike } => $"above {Percent(below)}, like {Percent(alike)}",
        { Below: { } below } => $"above {Percent(below)} of the baseline",
    };

    public static (StatusKind Kind, string Word) Of(ContestOutcome? outcome) => outcome switch
    {
        null => (StatusKind.Warn, "Open"),
        ContestOutcome.Upheld => (StatusKind.Neutral, "Upheld"),
        _ => (StatusKind.Info, "Overridden"),
    };

    private static string Percent(double share) => $"{(100 * share).ToString(share is > 0 and < 0.01 ? "0.#" : "0", CultureInfo.InvariantCulture)} %";
}
