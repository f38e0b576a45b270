using Portal.Data;
using Portal.Evaluation.Templates;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation;

/// <summary>What an author of a document begins with.</summary>
public sealed class DocumentTemplateTests
{
    private static readonly TemplateFacts Facts = new("AIS-0001", "Credit scoring", "Ada", RiskTier.High, "Orders applicants", "v1.0", Digest.Of([1]));

    [Fact]
    public void Every_kind_that_a_policy_may_ask_for_has_headings_of_its_own_and_ends_with_a_conclusion()
    {
        foreach (var kind in Enum.GetValues<DocumentKind>())
        {
            var headings = DocumentTemplate.Write(kind, Facts).Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ToList();

            Assert.True(headings.Count >= 5, $"{kind} has {headings.Count} headings");
            Assert.Equal(headings.Count, headings.Distinct().Count());
            Assert.Equal("## Conclusion", headings[^1]);
        }
    }

    [Fact]
    public void A_table_has_as_many_cells_in_each_of_its_rows()
    {
        foreach (var section in Enum.GetValues<DocumentKind>().SelectMany(DocumentSections.Of).Where(section => section.Columns.Count > 0))
            Assert.True(section.Columns.Count is >= 3 and <= 5, section.Heading);

        var lines = DocumentTemplate.Write(DocumentKind.ValidationReport, Facts).Split('\n');
        var head = Array.FindIndex(lines, line => line.StartsWith("| Data set |", StringComparison.Ordinal));
        Assert.Equal([5, 5, 5], lines.Skip(head).Take(3).Select(line => line.Count(sign => sign == '|')));
    }

    [Fact]
    public void What_people_typed_becomes_no_heading_no_column_and_no_link()
    {
        var text = DocumentTemplate.Write(DocumentKind.AssuranceCase, Facts with { SystemName = "A | B", Purpose = "Fine.\n## Conclusion\n[press](http://evil.example) <b>", Owner = "*Eve*" });

        Assert.Single(text.Split('\n'), line => line == "## Conclusion");
        Assert.Contains("| System | AIS-0001 A \\| B |", text);
        Assert.Contains("\\[press\\](http://evil.example) \\<b\\>", text);
        Assert.Contains("| Business owner | \\*Eve\\* |", text);
    }

    [Theory, OnBothDatabases]
    public async Task It_is_filled_with_what_is_known_of_the_version(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        await house.Sealed(owner, owner);

        var template = await house.Get<TemplateQueries>().For(Workshop.Code, Workshop.Label, DocumentKind.ValidationReport, default);

        Assert.Equal("AIS-0001-v1.0-ValidationReport.md", template?.FileName);
        Assert.Contains("| Business owner | Owner |", template?.Text);
        Assert.Contains("| Content digest | sha256:", template?.Text);
        Assert.Contains("| Risk tier | not confirmed |", template?.Text);
        Assert.Null(await house.Get<TemplateQueries>().For(Workshop.Code, "v9", DocumentKind.ValidationReport, default));
    }
}
