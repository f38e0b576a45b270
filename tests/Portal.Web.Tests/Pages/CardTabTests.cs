using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.ModelRegistry.CardPages;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

/// <summary>The card of a version, as those who write, review and read it meet it.</summary>
public sealed class CardTabTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly Dictionary<CardSection, string> Full = CardSections.All.ToDictionary(section => section, section => $"About {CardSections.TitleOf(section)}.");

    private PromotionScene? _scene;
    private bool _over;

    private PromotionScene Scene => _scene ?? throw new InvalidOperationException("The scene is not set.");

    public async Task InitializeAsync()
    {
        _scene = await PromotionScene.StartAsync();
        await Scene.Version("v1");
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Scene.DisposeAsync();
    }

    [Fact]
    public async Task An_owner_begins_the_card_and_sees_what_lacks()
    {
        var page = await Open(Scene.Owner);
        Assert.Contains("This version has no card yet", page.Markup);

        await Press(page, "Begin the card");

        page.WaitForAssertion(() => Assert.Contains("10 of 10 sections that are asked for are empty.", page.Markup), Soon);
        var submit = page.FindAll(".action").Single(action => action.TextContent.Contains("Submit for review", StringComparison.Ordinal));
        Assert.Equal(("true", "10 required sections are empty"), (submit.QuerySelector("button")?.GetAttribute("aria-disabled"), submit.QuerySelector(".consequence")?.TextContent));
    }

    [Fact]
    public async Task A_reader_is_offered_nothing_and_told_who_writes_it()
    {
        var page = await Open(Scene.Technical);

        Assert.Contains("You may not write model cards.", page.Markup);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task A_section_is_written_looked_at_and_saved()
    {
        await Write(Full);
        var page = await Open(Scene.Owner);

        await page.Find("#card-overview button").ClickAsync(new());
        await page.Find("#card-overview textarea").ChangeAsync(new() { Value = "Scores **loans**.<script>alert(1)</script>" });
        await Press(page, "Preview");
        Assert.Contains("<strong>loans</strong>", page.Find(".card-preview").InnerHtml);
        Assert.Empty(page.FindAll("script"));
        await page.Find("#card-overview form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("<strong>loans</strong>", page.Find("#card-overview .markdown").InnerHtml), Soon);
        Assert.Empty(page.FindAll("form"));
        Assert.Empty(page.FindAll("script"));
        Assert.Equal("Scores **loans**.<script>alert(1)</script>", (await Card())?.Open?.TextOf(CardSection.Overview));
    }

    [Fact]
    public async Task Who_writes_a_section_that_somebody_else_changed_meanwhile_sees_both_and_decides()
    {
        await Write(Full);
        var page = await Open(Scene.Owner);
        await page.Find("#card-caveats button").ClickAsync(new());
        await Write(new Dictionary<CardSection, string> { [CardSection.Caveats] = "Theirs.", [CardSection.Overview] = "Another section." });

        await page.Find("#card-caveats textarea").ChangeAsync(new() { Value = "Mine." });
        await page.Find("#card-caveats form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Theirs.", page.Find(".card-theirs").TextContent), Soon);
        Assert.Equal("Mine.", page.Find("#card-caveats textarea").GetAttribute("value"));
        Assert.Equal("Theirs.", (await Card())?.Open?.TextOf(CardSection.Caveats));
        await Press(page, "Save mine over it");
        page.WaitForAssertion(() => Assert.Contains("Mine.", page.Find("#card-caveats .markdown").TextContent), Soon);
        Assert.Equal("Another section.", (await Card())?.Open?.TextOf(CardSection.Overview));
    }

    [Fact]
    public async Task A_text_that_is_refused_stays_in_the_field_with_the_reason()
    {
        await Write(Full);
        var page = await Open(Scene.Owner);
        await page.Find("#card-caveats button").ClickAsync(new());

        await page.Find("#card-caveats textarea").ChangeAsync(new() { Value = "hidden\u202e" });
        await page.Find("#card-caveats form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("It has characters that cannot be shown.", page.Find(".field-error:not([hidden])").TextContent), Soon);
        Assert.Equal("hidden\u202e", page.Find("#card-caveats textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task The_author_submits_and_is_told_why_not_to_review()
    {
        await Write(Full);
        var page = await Open(Scene.Owner);

        await Press(page, "Submit for review");
        await Press(page, "Submit");

        page.WaitForAssertion(() => Assert.Contains("You wrote on revision 1: somebody else reviews it.", page.Markup), Soon);
        Assert.Equal("true", page.FindAll(".action button").Single(button => button.TextContent == "Review").GetAttribute("aria-disabled"));
        await Press(page, "Review");
        Assert.Empty(page.FindAll("dialog textarea"));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Edit");
    }

    [Fact]
    public async Task A_reviewer_sends_back_with_remarks_alone_and_the_author_reads_them()
    {
        await Write(Full);
        _ = (await Scene.Host.Get<SubmitCard>().Run(Scene.Owner, new(Scene.System, "v1"), default)).Value;
        var page = await Open(Scene.Technical);
        await Press(page, "Review");

        await Press(page, "Send back");
        page.WaitForAssertion(() => Assert.Equal("Say what the author should change.", page.Find("dialog .field-error:not([hidden])").TextContent), Soon);
        await page.Find("dialog textarea").InputAsync(new() { Value = "Name the segments." });
        await Press(page, "Send back");

        page.WaitForAssertion(() => Assert.Contains("Name the segments.", page.Find(".notice.warn").TextContent), Soon);
        Assert.Contains("Sent back", page.Find(".card-aside").TextContent);
        Assert.True((await Card())?.Open?.WasReturned);
    }

    [Fact]
    public async Task Who_contributed_to_the_version_is_told_why_not_to_review()
    {
        await Write(Full);
        _ = (await Scene.Host.Get<SubmitCard>().Run(Scene.Owner, new(Scene.System, "v1"), default)).Value;

        var page = await Open(Scene.Developer);

        Assert.Contains("Who contributed to a version does not review its card.", page.Markup);
    }

    [Fact]
    public async Task Beside_what_stands_the_next_revision_is_written_and_compared()
    {
        await Approve();
        await Write(new Dictionary<CardSection, string> { [CardSection.Limitations] = "About Limitations and rare failure modes." });
        var page = await Open(Scene.Owner);
        Assert.Contains("About Limitations and failure modes.", page.Find("#card-limitations").TextContent);
        Assert.Empty(page.FindAll(".card-section button"));

        var changes = await Open(Scene.Owner, "changes");

        Assert.Equal("rare ", Assert.Single(changes.FindAll("ins")).TextContent);
        Assert.Empty(changes.FindAll("del"));
        Assert.Single(changes.FindAll(".card-section h3"));
        var draft = await Open(Scene.Owner, "open");
        Assert.Equal(11, draft.FindAll(".card-section button").Count);
    }

    [Fact]
    public async Task What_an_approved_revision_changed_of_the_one_before_it_stays_to_be_read()
    {
        await Approve();
        Assert.Empty((await Open(Scene.Technical)).FindAll(".segments"));
        await Write(new Dictionary<CardSection, string> { [CardSection.Contacts] = "About nobody." });
        await Review();

        var page = await Open(Scene.Technical, "changes");

        Assert.Equal(("Contacts", "nobody"), (page.Find("del").TextContent.TrimEnd('.'), page.Find("ins").TextContent.TrimEnd('.')));
        Assert.Equal(["Approved", "Changes"], page.FindAll(".segments a").Select(link => link.TextContent));
        Assert.Contains("About Contacts.", (await Open(Scene.Technical, "1")).Find("#card-contacts").TextContent);
    }

    [Fact]
    public async Task What_is_taken_over_is_marked_and_named_when_it_is_submitted()
    {
        await Approve();
        await Scene.Version("v2");
        var page = await Open(Scene.Owner, label: "v2");

        await Press(page, "Begin it from v1");

        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll(".card-section .chip").Count(chip => chip.TextContent.Contains("from v1, unchanged", StringComparison.Ordinal))), Soon);
        Assert.Equal(8, page.FindAll(".card-checklist .info").Count(line => line.TextContent.Contains("from v1", StringComparison.Ordinal)));
        await Write(new Dictionary<CardSection, string> { [CardSection.Training] = "T.", [CardSection.Evaluation] = "E.", [CardSection.Fairness] = "F." }, "v2");
        page = await Open(Scene.Owner, label: "v2");
        await Press(page, "Submit for review");
        Assert.Contains("You confirm that what was taken over from v1 holds for v2 too", page.Find("dialog").TextContent);
    }

    [Fact]
    public async Task A_draft_that_nobody_was_asked_to_review_is_discarded()
    {
        await Write(Full);
        var page = await Open(Scene.Owner);

        await Press(page, "Discard the draft");
        await Press(page, "Discard");

        page.WaitForAssertion(() => Assert.Contains("This version has no card yet", page.Markup), Soon);
        Assert.Null((await Card())?.Version);
    }

    [Fact]
    public async Task A_revision_that_never_was_is_said_not_to_be_there()
    {
        await Write(Full);

        var page = await Open(Scene.Owner, "9");

        Assert.Contains("There is no revision 9", page.Markup);
    }

    private async Task Approve()
    {
        await Write(Full);
        await Review();
    }

    private async Task Review()
    {
        _ = (await Scene.Host.Get<SubmitCard>().Run(Scene.Owner, new(Scene.System, "v1"), default)).Value;
        _ = (await Scene.Host.Get<ReviewCard>().Run(Scene.Technical, new(Scene.System, "v1", (await Card())?.Open?.Content ?? Digest.Of([]), CardReview.Approve, ""), default)).Value;
    }

    private async Task Write(IReadOnlyDictionary<CardSection, string> sections, string label = "v1") =>
        _ = (await Scene.Host.Get<WriteCard>().Run(Scene.Owner, new(Scene.System, label, sections), default)).Value;

    private Task<CardView?> Card() => Scene.Host.Get<CardQueries>().One(Scene.System, "v1", AsOf.Now, default);

    private async Task<IRenderedComponent<CardTab>> Open(Actor person, string? show = null, string label = "v1")
    {
        if (!_over)
            this.Over(Scene.Host, person);
        _over = true;
        var version = await Scene.Host.Get<VersionQueries>().One(Scene.System, label, default) ?? throw new InvalidOperationException($"There is no {label}.");
        Services.GetRequiredService<NavigationManager>().NavigateTo(CardWords.Page(Scene.System, label, show));
        var page = Render<CardTab>(parameters => parameters.Add(tab => tab.View, version).Add(tab => tab.Show, show));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Soon);
        return page;
    }

    private static async Task Press(IRenderedComponent<CardTab> page, string text)
    {
        page.WaitForState(() => page.FindAll("button").Any(button => button.TextContent == text), Soon);
        await page.FindAll("button").First(button => button.TextContent == text).ClickAsync(new());
    }
}
