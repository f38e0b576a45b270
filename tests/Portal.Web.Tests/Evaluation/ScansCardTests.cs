using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Evaluation.Scans;
using Portal.Shared;
using Portal.Web.Evaluation;
using Portal.Web.Ui;

namespace Portal.Web.Tests.Evaluation;

public sealed class ScansCardTests : BunitContext
{
    private static readonly DateTimeOffset At = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    public ScansCardTests()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddUi();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void The_latest_scan_shows_its_criticals_with_what_was_concluded()
    {
        var card = Show(
            Line(2, new SeverityCounts(2, 1, 0, 0, 0, 3), excused: 1, new ScanCritical(1, "CVE-2", "yaml 5.3", null, ""), new ScanCritical(2, "CVE-1", "zlib", AnalysisState.NotAffected, "Never called.")),
            Line(1, new SeverityCounts(1, 0, 0, 0, 0, 0), excused: 0, new ScanCritical(1, "CVE-9", "old", null, "")));

        Assert.Contains("1 critical open", card.Markup);
        Assert.Contains("Nothing concluded", card.Markup);
        Assert.Contains("Not affected", card.Markup);
        Assert.Contains("Never called.", card.Markup);
        Assert.DoesNotContain("CVE-9", card.Markup);
    }

    [Theory]
    [InlineData(0, 0, 0, "Nothing found")]
    [InlineData(0, 0, 3, "No critical")]
    [InlineData(2, 2, 0, "Criticals excused")]
    [InlineData(2, 0, 0, "2 criticals open")]
    public void Its_outcome_is_said_in_words(int critical, int excused, int high, string words)
    {
        var chip = Render<ScanChip>(parameters => parameters.Add(one => one.Counts, new SeverityCounts(critical, high, 0, 0, 0, 0)).Add(one => one.Excused, excused));

        Assert.Contains(words, chip.Markup);
    }

    [Fact]
    public void Of_many_criticals_the_first_are_listed_and_the_rest_counted()
    {
        var card = Show(Line(1, new SeverityCounts(25, 0, 0, 0, 0, 0), excused: 0, [.. Enumerable.Range(1, 25).Select(at => new ScanCritical(at, $"CVE-{at}", "", null, ""))]));

        Assert.Contains("and 5 more criticals", card.Markup);
    }

    private IRenderedComponent<ScansCard> Show(params ScanLine[] lines) => Render<ScansCard>(parameters => parameters
        .Add(card => card.Scans, new Page<ScanLine>(lines, 1, 5, lines.Length)).Add(card => card.Api, "http://localhost/api").Add(card => card.IsSealed, true));

    private static ScanLine Line(int ordinal, SeverityCounts counts, int excused, params ScanCritical[] criticals) => new(
        ScanId.New(At), ordinal, ScanFormat.CycloneDx, "grype", At, null, Digest.Of([]), 1, counts, excused, criticals, new PersonLine(new PersonId(Guid.CreateVersion7()), "Owner", "owner@example.org", "Retail lending"), At);
}
