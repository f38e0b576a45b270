using Portal.Shared;

namespace Portal.Inspection;

/// <summary>What is asked for, of whom and until when.</summary>
public sealed record NewRequest(string Title, string Text, AskedOf AskedOf, string? System, DateOnly Due, string About = "")
{
    public NewRequest Tidied() => this with { Title = Title.Trim(), Text = Text.ReplaceLineEndings("\n").Trim(), About = About.Trim() };

    public IReadOnlyList<Fault> Faults(DateOnly today) =>
    [
        .. FaultIn("title", PlainText.LineProblem(Title, EvidenceRequest.LongestTitle)),
        .. FaultIn("text", Text.Length == 0 ? "Say what you want to see." : PlainText.RemarkProblem(Text, EvidenceRequest.LongestText)),
        .. FaultIn("askedOf", Enum.IsDefined(AskedOf) ? null : "Say who is to answer."),
        .. FaultIn("system", AskedOf == AskedOf.Owners && System is null ? "Say which system's owners are to answer." : null),
        .. FaultIn("about", About.Length == 0 ? null : PlainText.LineProblem(About, EvidenceRequest.LongestAbout)),
        .. FaultIn("due", DueProblem(Due, today)),
    ];

    internal static string? DueProblem(DateOnly due, DateOnly today) =>
        due == DateOnly.MinValue ? "Say by which day."
        : due < today ? "This day is past."
        : due > today.AddDays(EvidenceRequest.MostDays) ? "That is more than a year away."
        : null;

    private static IEnumerable<Fault> FaultIn(string field, string? problem) => problem is null ? [] : [new Fault(field, problem)];
}
