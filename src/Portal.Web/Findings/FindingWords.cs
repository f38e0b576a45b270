using System.Globalization;
using Portal.Findings;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Findings;

/// <summary>How findings and exceptions look and read in pages.</summary>
internal static class FindingWords
{
    public static StatusKind Kind(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Severe => StatusKind.Fail,
        FindingSeverity.Moderate => StatusKind.Warn,
        _ => StatusKind.Neutral,
    };

    public static StatusKind Kind(FindingState state) => state switch
    {
        FindingState.Open => StatusKind.Neutral,
        FindingState.Claimed => StatusKind.Info,
        _ => StatusKind.Pass,
    };

    public static (StatusKind Kind, string Word) Look(ExceptionLine line) => line switch
    {
        { State: ExceptionState.Requested } => (StatusKind.Info, "Waits for risk"),
        { Holds: true } => (StatusKind.Warn, "Holds"),
        { State: ExceptionState.Approved } => (StatusKind.Neutral, "Ran out"),
        { Ended: { } ended } => (StatusKind.Neutral, FindingText.Of(ended)),
        _ => (StatusKind.Neutral, FindingText.Of(line.State)),
    };

    /// <summary>What was done, as the head of a step of its story.</summary>
    public static string Of(FindingAct act) => act switch
    {
        FindingAct.Claimed => "Said to be done",
        FindingAct.Returned => "Not done after all",
        FindingAct.Moved => "Given anew",
        FindingAct.Noted => "Note",
        _ => act.ToString(),
    };

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>How far away a day is, in words.</summary>
    public static string Until(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        0 => "today",
        1 => "tomorrow",
        > 0 and var days => $"in {days} days",
        -1 => "1 day overdue",
        var days => $"{-days} days overdue",
    };

    public static IReadOnlyList<Choice<string>> ChoicesOf<T>(Func<T, string> words) where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => new Choice<string>($"{value}", words(value)))];

    /// <summary>The first word of a refusal: what is wrong with the field, or the whole.</summary>
    public static string? Message(Refusal? refusal) => refusal is Invalid { Faults: [var fault, ..] } ? fault.Message : refusal?.Message;

}
