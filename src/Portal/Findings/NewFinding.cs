using Portal.Shared;

namespace Portal.Findings;

/// <summary>What must be done, by whom and until when.</summary>
public sealed record NewFinding(FindingSource Source, FindingSeverity Severity, SystemId? System, string Title, string Text, PersonId Owner, DateOnly Due)
{
    public const int LongestTitle = 160;
    public const int LongestText = 4000;
    public const int LongestAbout = 60;
    public const int LongestKey = 120;
    public const int MostDays = 730;

    /// <summary>What it came from, as a promotion's code; empty when it stands for itself.</summary>
    public string About { get; init; } = "";

    /// <summary>While a finding of this source and key is not closed, no second one is raised. Events are told at least once.</summary>
    public string? Key { get; init; }

    public NewFinding Tidied() => this with { Title = Title.Trim(), Text = Text.ReplaceLineEndings("\n").Trim(), About = About.Trim() };

    public IReadOnlyList<Fault> Faults(DateOnly today) =>
    [
        .. FaultIn("title", PlainText.LineProblem(Title, LongestTitle)),
        .. FaultIn("text", Text.Length == 0 ? "Say what was found and what must be done." : PlainText.RemarkProblem(Text, LongestText)),
        .. FaultIn("about", About.Length == 0 ? null : PlainText.LineProblem(About, LongestAbout)),
        .. FaultIn("due", DueProblem(Due, today)),
    ];

    internal static string? DueProblem(DateOnly due, DateOnly today) =>
        due == DateOnly.MinValue ? "Say by which day."
        : due < today ? "This day is past."
        : due > today.AddDays(MostDays) ? $"That is more than {MostDays / 365} years away."
        : null;

    private static IEnumerable<Fault> FaultIn(string field, string? problem) => problem is null ? [] : [new Fault(field, problem)];
}
