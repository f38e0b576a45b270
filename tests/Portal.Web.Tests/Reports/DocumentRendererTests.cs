using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Assurance;
using Portal.Monitoring.Costs;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Reports.Documents;
using Portal.Shared;
using Portal.Web.Reports.Documents;

namespace Portal.Web.Tests.Reports;

public sealed partial class DocumentRendererTests
{
    private const string Hostile = "<script>alert(1)</script> =1+1 \"'></style>";

    public static TheoryData<ReportKind> Kinds => [.. Enum.GetValues<ReportKind>().Where(kind => kind != ReportKind.Dossier)];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_document_of_an_empty_estate_is_whole_and_says_that_there_is_nothing(ReportKind kind)
    {
        var page = new HtmlParser().ParseDocument(await Draw(Empty(kind)));

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(ReportForms.Of(kind).Title, Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Contains(page.QuerySelectorAll(".none"), one => one.TextContent.Length > 0);
        AssertContentsAreRight(page);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_document_runs_nothing_and_refers_to_nothing_outside_of_itself(ReportKind kind)
    {
        var html = await Draw(Empty(kind));
        var page = new HtmlParser().ParseDocument(html);

        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, embed, form, base"));
        Assert.All(page.QuerySelectorAll("[href], [src]"), one => Assert.StartsWith("#", one.GetAttribute("href")));
        Assert.DoesNotContain(page.All, one => one.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.All(Addresses().Matches(html), address => Assert.StartsWith("data:font/woff2", address.Groups[1].Value.Trim('"'), StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", page.QuerySelector("meta[http-equiv]")?.GetAttribute("content"));
        Assert.InRange(html.Length, 10_000, 1_000_000);
    }

    [Fact]
    public async Task What_people_wrote_is_text_and_nothing_else()
    {
        var html = await Draw(new RegisterReport(Stamps.Of(ReportKind.Register), [Row(Hostile)], [new PortfolioCell(RiskTier.High, SystemStage.Pilot, 1)]));
        var page = new HtmlParser().ParseDocument(html);

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal(2, page.QuerySelectorAll("style").Length);
        Assert.Contains(page.QuerySelectorAll("tbody th"), cell => cell.TextContent.Contains(Hostile, StringComparison.Ordinal));
        AssertContentsAreRight(page);
    }

    [Fact]
    public async Task A_dossier_asks_each_question_of_the_class_whether_it_was_answered_or_not()
    {
        var page = new HtmlParser().ParseDocument(await Draw(Dossier()));

        Assert.Contains("Answers to questionnaire 1", page.QuerySelectorAll("caption").Select(caption => caption.TextContent));
        Assert.Contains("Not answered", page.QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Contains("No version was declared.", page.Body?.TextContent);
        Assert.Equal(9, page.QuerySelectorAll("h2[id]").Length);
        AssertContentsAreRight(page);
    }

    [Fact]
    public async Task Drawn_twice_it_is_the_same() => Assert.Equal(await Draw(Dossier()), await Draw(Dossier()));

    [Fact]
    public async Task The_digest_that_it_names_is_that_of_the_file_with_zeros_in_its_place()
    {
        var (html, digest) = SealedDocument.Of(await Draw(Dossier()));

        Assert.Contains(digest.Hex, html);
        Assert.Equal(digest, Digest.Of(System.Text.Encoding.UTF8.GetBytes(html.Replace(digest.Hex, SealedDocument.NoDigest, StringComparison.Ordinal))));
    }

    private static void AssertContentsAreRight(IDocument page)
    {
        var listed = page.QuerySelectorAll(".contents a").Select(link => (Id: link.GetAttribute("href")?[1..], Title: link.QuerySelector("span:nth-child(2)")?.TextContent, Number: link.QuerySelector(".no")?.TextContent));
        var stands = page.QuerySelectorAll("main h2, main h3").Select(heading => (Id: (string?)heading.Id, Title: (string?)heading.TextContent[(heading.TextContent.IndexOf(' ', StringComparison.Ordinal) + 1)..], Number: heading.QuerySelector(".no")?.TextContent));
        Assert.Equal(stands, listed);
    }

    private static ReportDocument Empty(ReportKind kind) => kind switch
    {
        ReportKind.Board => new BoardReport(Stamps.Of(kind), [], [], [], 0, [], new Portfolio(0, 0, 1, [], [])),
        ReportKind.Register => new RegisterReport(Stamps.Of(kind), [], []),
        ReportKind.Decisions => new DecisionsReport(Stamps.Of(kind), []),
        ReportKind.Findings => new FindingsReport(Stamps.Of(kind), [], []),
        ReportKind.Monitoring => new MonitoringReport(Stamps.Of(kind), [], [], [], new ModelSpends([], [])),
        ReportKind.Access => new AccessReport(Stamps.Of(kind), [], [], []),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static DossierReport Dossier()
    {
        var content = new EntryContent { Name = Hostile, Purpose = Hostile };
        var revision = new RevisionView(
            1, EntryState.Draft, content, Digest.Of("entry"u8), default, Stamps.Noon, null, null, "", null, LegalClass.Minimal, null, null, null, null, "", null, null);
        var entry = new EntryView(default, "AIS-0001", 1, default, Stamps.Noon, null, null, revision, [revision], new Dictionary<PersonId, Portal.Accounts.PersonLine>());
        return new DossierReport(Stamps.Of(ReportKind.Dossier, $"AIS-0001 {Hostile}"), entry, null, [], [], [], [], null, [], 0);
    }

    private static RegisterRow Row(string name) => new(
        new SystemLine(default, "AIS-0001", name, null, null, null, null, name, RiskTier.High, null, LegalClass.HighRisk, Stamps.Noon, SystemStage.Pilot, "v1", 1, null, Stamps.Noon),
        new EntryContent { Name = name, Purpose = name }, Stamps.Noon, new Dictionary<PersonId, Portal.Accounts.PersonLine>());

    private static Task<string> Draw(ReportDocument document) => new DocumentRenderer(new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance).Draw(document, default);

    [GeneratedRegex(@"url\(([^)]*?)[;)]")]
    private static partial Regex Addresses();
}
