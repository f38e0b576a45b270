using Portal.Audit;
using Portal.Web.Ui;

namespace Portal.Web.Inspection;

/// <summary>Kinds of reading in words; the grave ones are seen first.</summary>
internal static class ReadingWords
{
    public static IReadOnlyList<Choice<string>> Kinds { get; } = [.. Enum.GetValues<ReadingKind>().Select(kind => new Choice<string>(kind.ToString(), Look(kind).Word))];

    public static (StatusKind Kind, string Word) Look(ReadingKind kind) => kind switch
    {
        ReadingKind.TakenOut => (StatusKind.Neutral, "Taken out"),
        ReadingKind.Downloaded => (StatusKind.Neutral, "Downloaded"),
        ReadingKind.Read => (StatusKind.Info, "Read"),
        _ => (StatusKind.Warn, "Unmasked"),
    };

    public static string Of((string Name, string Value) detail) => detail switch
    {
        ("masked", "yes") => "masked",
        ("masked", "no") => "not masked",
        _ => $"{detail.Name} {detail.Value}",
    };
}
