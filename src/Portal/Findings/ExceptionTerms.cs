using Portal.Shared;

namespace Portal.Findings;

/// <summary>On what terms something is tolerated: what makes up for it, and the last day.</summary>
public sealed record ExceptionTerms(string CompensatingControl, DateOnly ExpiresOn)
{
    public const int LongestText = 2000;

    public ExceptionTerms Tidied() => this with { CompensatingControl = CompensatingControl.ReplaceLineEndings("\n").Trim() };

    /// <summary>Its last day is a whole day.</summary>
    public DateTimeOffset ExpiresAt => new(ExpiresOn.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <param name="now">The instant at which they are given.</param>
    /// <param name="mostDays">What the policy allows.</param>
    public IReadOnlyList<Fault> Faults(DateTimeOffset now, int mostDays) =>
    [
        .. CompensatingControl.Length == 0 ? [new Fault("compensatingControl", "Say what makes up for it.")] : Array.Empty<Fault>(),
        .. PlainText.RemarkProblem(CompensatingControl, LongestText) is { } problem ? [new Fault("compensatingControl", problem)] : Array.Empty<Fault>(),
        .. DayProblem(DateOnly.FromDateTime(now.UtcDateTime), mostDays) is { } day ? [new Fault("expiresOn", day)] : Array.Empty<Fault>(),
    ];

    private string? DayProblem(DateOnly today, int mostDays) =>
        ExpiresOn == DateOnly.MinValue ? "Say on which day it ends."
        : ExpiresOn < today ? "Its last day is past."
        : ExpiresOn > today.AddDays(mostDays) ? $"An exception lasts {mostDays} days at most: until {today.AddDays(mostDays):d MMMM yyyy}."
        : null;
}
