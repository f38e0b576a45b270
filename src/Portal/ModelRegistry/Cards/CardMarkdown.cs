using System.Globalization;
using System.Text;
using Portal.Policies;
using Portal.Shared;
using Calendar = Portal.Shared.Calendar;

namespace Portal.ModelRegistry.Cards;

/// <summary>A card as one Markdown file: its title, then a heading of the second level for each section.</summary>
public static class CardMarkdown
{
    private const int DeepestHeading = 6;

    public static string Write(CardView card, CardRevisionView revision)
    {
        var text = new StringBuilder($"# Model card: {card.SystemName} {card.Label}\n\n> {card.System}, {StandingOf(revision)}\n> {revision.Content}\n");
        foreach (var part in revision.Parts)
            text.Append(CultureInfo.InvariantCulture, $"\n## {CardSections.TitleOf(part.Section)}\n\n{Nested(part.Text)}\n");
        return text.ToString();
    }

    /// <summary>The sections of a file by their headings; what is no section of a card is named with its line.</summary>
    public static Result<IReadOnlyDictionary<CardSection, string>> Read(string file)
    {
        Dictionary<CardSection, StringBuilder> sections = [];
        List<Fault> faults = [];
        StringBuilder? current = null;
        var titled = false;
        foreach (var (index, line, heading) in Lines(file))
        {
            if (heading is not { Level: <= 2 } top)
            {
                // Above the first section there may be what this portal writes there itself: quoted lines.
                if (current is null && faults.Count == 0 && line.Trim() is { Length: > 0 } loose && loose[0] != '>')
                    faults.Add(new Fault("body", $"line {index}: this stands under no heading of a section."));
                current?.Append(line).Append('\n');
                continue;
            }

            var section = CardSections.Named(top.Text);
            if (section is null && top.Level == 1 && !titled && sections.Count == 0)
            {
                titled = true;
                continue;
            }

            current = new StringBuilder();
            if (section is not { } known)
                faults.Add(new Fault("body", $"line {index}: '{Shortened(top.Text)}' is no section of a card; these are: {string.Join(", ", CardSections.All.Select(CardSections.TitleOf))}. Inside a section, headings begin with ###."));
            else if (!sections.TryAdd(known, current))
                faults.Add(new Fault("body", $"line {index}: {CardSections.TitleOf(known)} stands here a second time."));
        }

        return faults.Count > 0 ? new Invalid(faults) : sections.ToDictionary(section => section.Key, section => section.Value.ToString());
    }

    /// <summary>The same text with its headings below those of the card.</summary>
    public static string Nested(string text)
    {
        var lines = Lines(text).ToList();
        return lines.Exists(line => line.Heading is { Level: <= 2 })
            ? string.Join('\n', lines.Select(line => line.Heading is { } heading ? $"{new string('#', Math.Min(heading.Level + 2, DeepestHeading))} {heading.Text}" : line.Text))
            : text;
    }

    public static string StandingOf(CardRevisionView revision) => revision switch
    {
        { State: CardState.Approved, ValidFrom: { } from } => $"revision {revision.Number}, approved by {revision.Reviewer?.Name ?? "somebody"} on {Calendar.Text(DateOnly.FromDateTime(from.UtcDateTime))}",
        { State: CardState.InReview } => $"revision {revision.Number}, in review, not approved",
        _ => $"revision {revision.Number}, a draft, not approved",
    };

    private static IEnumerable<(int Index, string Text, (int Level, string Text)? Heading)> Lines(string text)
    {
        string? fence = null;
        foreach (var (index, line) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            var opens = FenceOf(line);
            var isCode = fence is not null || opens is not null;
            yield return (index + 1, line, isCode ? null : HeadingOf(line));
            if (fence is null)
                fence = opens;
            else if (opens is not null && opens[0] == fence[0] && opens.Length >= fence.Length && line.Trim() == opens)
                fence = null;
        }
    }

    /// <summary>CommonMark 4.2: up to three spaces, one to six signs, a space.</summary>
    private static (int Level, string Text)? HeadingOf(string line)
    {
        var text = line.TrimStart(' ');
        var level = text.Length - text.TrimStart('#').Length;
        return line.Length - text.Length <= 3 && level is >= 1 and <= DeepestHeading && (text.Length == level || text[level] is ' ' or '\t')
            ? (level, text[level..].Trim().TrimEnd('#').Trim())
            : null;
    }

    /// <summary>CommonMark 4.5: up to three spaces, three signs or more.</summary>
    private static string? FenceOf(string line)
    {
        var text = line.TrimStart(' ');
        if (line.Length - text.Length > 3 || text.Length == 0 || text[0] is not ('`' or '~'))
            return null;

        var length = text.Length - text.TrimStart(text[0]).Length;
        return length >= 3 ? text[..length] : null;
    }

    private static string Shortened(string text) => text.Length > 80 ? $"{text[..79]}…" : text;
}
