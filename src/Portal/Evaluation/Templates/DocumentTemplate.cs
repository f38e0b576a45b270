using System.Text;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation.Templates;

/// <summary>A heading that a document of some kind has, and what belongs under it.</summary>
public sealed record TemplateSection(string Heading, string Asks, IReadOnlyList<string> Columns)
{
    public TemplateSection(string heading, string asks) : this(heading, asks, []) { }
}

/// <summary>What the portal knows of the version that a document is about.</summary>
public sealed record TemplateFacts(string System, string SystemName, string Owner, RiskTier? Tier, string Purpose, string Label, Digest? Content);

/// <summary>What an author begins with: the facts filled in, and the headings that a reviewer looks for.</summary>
public static class DocumentTemplate
{
    public static string Write(DocumentKind kind, TemplateFacts facts)
    {
        var text = new StringBuilder($"# {DocumentTitles.Of(kind)}: {Plain(facts.SystemName)} {Plain(facts.Label)}\n\n| | |\n|---|---|\n");
        Row("System", $"{facts.System} {facts.SystemName}");
        Row("Business owner", facts.Owner);
        Row("Risk tier", facts.Tier is { } tier ? tier.ToString() : "not confirmed");
        Row("Purpose", facts.Purpose);
        Row("Version", facts.Label);
        Row("Content digest", facts.Content is { } digest ? digest.Text : "not sealed");
        Row("Author", "");
        foreach (var section in DocumentSections.Of(kind))
        {
            text.Append($"\n## {section.Heading}\n\n> {section.Asks}\n\n");
            if (section.Columns.Count > 0)
                text.Append($"| {string.Join(" | ", section.Columns)} |\n|{string.Concat(section.Columns.Select(_ => "---|"))}\n|{string.Concat(section.Columns.Select(_ => " |"))}\n");
        }

        return text.ToString();

        void Row(string name, string value) => text.Append($"| {name} | {Plain(value)} |\n");
    }

    // What people typed stays what they typed: nothing of it becomes a heading, a column or a link.
    private static string Plain(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var sign in value.ReplaceLineEndings(" "))
            (sign is '\\' or '|' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '!' ? text.Append('\\') : text).Append(sign);
        return text.ToString();
    }
}
