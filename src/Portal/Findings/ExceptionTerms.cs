using Portal.Shared;

namespace Portal.Findings;

/// <summary>On what terms something is tolerated: what makes up for it, and the last day.</summary>
public sealed record ExceptionTerms(string CompensatingControl, DateOnly ExpiresOn)
{
    public const int MostDays = 180;
    public const int LongestText = 2000;

    public ExceptionTerms Tidied() => this with { CompensatingControl = CompensatingControl.ReplaceLineEndings("\n").Trim() };

    /// <summary>Its last day is a whole day.</summary>
    public DateTimeOffset ExpiresAt => new(ExpiresOn.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public IReadOnlyList<Fault> Faults(DateTimeOffset now) =>
    [
        .. CompensatingControl.Length == 0 ? [new Fault("compensatingControl", "Say what makes up for it.")] : Array.Empty<Fault>(),
        .. PlainText.RemarkProblem(CompensatingControl, LongestText) is { } problem ? [new Fault("compensatingControl", problem)] : Array.Empty<Fault>(),
        .. DayProblem(DateOnly.FromDateTime(now.UtcDateTime)) is { } day ? [new Fault("expiresOn", day)] : Array.Empty<Fault>(),
    ];

    private string? DayProblem(DateOnly today) =>
        ExpiresOn == DateOnly.MinValue ? "Say on which day it ends."
        : ExpiresOn < today ? "Its last day is past."
        : ExpiresOn > today.AddDays(MostDays) ? $"An exception lasts {MostDays} days at most: until {today.AddDays(MostDays):d MMMM yyyy}."
        : null;
}
