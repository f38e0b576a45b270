using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Findings;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;
using Portal.Web.Tests.Support;
using Portal.Web.Work;

namespace Portal.Web.Tests.Pages;

public sealed class MyWorkTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PromotionScene? _scene;

    private PromotionScene Scene => _scene ?? throw new InvalidOperationException("The scene is not set.");

    public async Task InitializeAsync() => _scene = await PromotionScene.StartAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Scene.DisposeAsync();
    }

    [Fact]
    public async Task Who_may_sign_reads_what_waits_and_how_long_there_is()
    {
        var due = (await Scene.Room(await Scene.InReview(), Scene.Technical)).DueAt;

        var page = Open(Scene.Technical);

        Assert.Equal(["Waiting for my decision", "Needs attention", "Deciding, last 90 days", "Portfolio"], Cards(page));
        Assert.Equal(due.UtcDateTime.ToString("O"), page.Find("table.interactive time.verdict").GetAttribute("datetime"));
        Assert.Contains("Credit scoring v1 to Production", page.Markup);
    }

    [Fact]
    public void Who_has_nothing_to_do_reads_so_and_where_to_go()
    {
        var page = Open(Scene.RiskSeat);

        Assert.Equal("Nothing waits for you", page.Find(".state-title").TextContent);
        Assert.Contains("Requests to decide on come here by themselves.", page.Markup);
        Assert.Equal("promotions", page.Find(".state-actions a").GetAttribute("href"));
    }

    [Fact]
    public async Task What_does_not_concern_a_role_is_not_there()
    {
        var page = Open(await Scene.Host.Person("Auditor", Role.Auditor));

        Assert.Equal(["Needs attention", "Portfolio"], Cards(page));
        Assert.Equal("audit", page.Find(".state-actions a").GetAttribute("href"));
    }

    [Fact]
    public void An_owner_reads_what_their_systems_lack()
    {
        var page = Open(Scene.Owner);

        var row = page.FindAll("tbody tr").Single(row => row.TextContent.Contains("6 demands", StringComparison.Ordinal));
        Assert.Contains("Sealed version · Accuracy · Recall …", row.TextContent);
        Assert.Equal($"register/{Scene.System}#readiness", row.QuerySelector("a")?.GetAttribute("href"));
    }

    [Fact]
    public async Task A_draft_says_how_many_fields_it_lacks()
    {
        _ = (await Scene.Host.Get<FileSystem>().Run(Scene.Owner, new(new EntryContent { Name = "Overdraft scoring" }), default)).Value;

        var page = Open(Scene.Owner);

        Assert.Matches("[0-9]+ fields", page.FindAll("tbody tr").First(row => row.TextContent.Contains("Overdraft scoring", StringComparison.Ordinal)).TextContent);
        Assert.DoesNotContain("answers", page.Markup);
    }

    [Fact]
    public async Task What_else_could_wait_is_said_in_one_line()
    {
        await Scene.Version("v1");
        _ = (await Scene.Host.Get<SubmitDocument>().Run(
            Scene.Owner, new(Scene.System, "v1", DocumentKind.ValidationReport, "Second look", "report.md", new MemoryStream("# Second"u8.ToArray())), default)).Value;

        Assert.Equal("Nothing else waits: no requests to decide on, no model cards to review, no findings to close.", Open(Scene.Validator).Find(".quiet").TextContent);
    }

    [Fact]
    public async Task A_card_waits_for_its_reviewers_and_one_that_was_sent_back_for_its_authors()
    {
        await Scene.Version("v1");
        _ = (await Scene.Host.Get<WriteCard>().Run(Scene.Owner, new(Scene.System, "v1", CardSections.All.ToDictionary(section => section, section => "Said.")), default)).Value;
        _ = (await Scene.Host.Get<SubmitCard>().Run(Scene.Owner, new(Scene.System, "v1"), default)).Value;
        var waiting = (await Scene.Host.Get<CardQueries>().One(Scene.System, "v1", AsOf.Now, default))?.Open?.Content ?? Digest.Of([]);
        _ = (await Scene.Host.Get<ReviewCard>().Run(Scene.Technical, new(Scene.System, "v1", waiting, CardReview.Return, "Name the segments."), default)).Value;

        var page = Open(Scene.Owner);

        Assert.Contains("has a card that was sent back: Name the segments.", page.Find(".attention").TextContent);
        _ = (await Scene.Host.Get<SubmitCard>().Run(Scene.Owner, new(Scene.System, "v1"), default)).Value;
        var card = Assert.Single(await Scene.Host.Get<CardQueries>().WaitingFor(Scene.Validator, default));
        Assert.Equal(("v1", 1), (card.Label, card.Revision));
    }

    [Fact]
    public async Task Who_may_review_cards_reads_which_wait()
    {
        await Scene.Version("v1");
        _ = (await Scene.Host.Get<WriteCard>().Run(Scene.Owner, new(Scene.System, "v1", CardSections.All.ToDictionary(section => section, section => "Said.")), default)).Value;
        _ = (await Scene.Host.Get<SubmitCard>().Run(Scene.Owner, new(Scene.System, "v1"), default)).Value;

        var page = Open(Scene.Technical);

        var row = page.FindAll("tbody tr").Single(row => row.TextContent.Contains("Revision 1", StringComparison.Ordinal));
        Assert.Equal($"register/{Scene.System}/versions/v1?tab=card&show=open", row.QuerySelector("a")?.GetAttribute("href"));
    }

    [Fact]
    public async Task A_system_in_production_that_nobody_watches_needs_attention()
    {
        var promotion = await Scene.InReview();
        await Scene.Approve(promotion);
        await Scene.Apply(promotion);

        Assert.Contains("is not watched. No baseline and no telemetry.", Open(Scene.Owner).Find(".attention").TextContent);
    }

    [Fact]
    public async Task A_policy_manager_reads_of_checks_that_run_out()
    {
        var policy = await Scene.Host.Person("Policy", Role.PolicyManager);
        await using (var db = await Scene.Host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync())
        {
            var soon = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20).AddMonths(-12);
            await db.Policies.ExecuteDeleteAsync();
            db.Policies.Add(PolicyVersion.Adopt(SmallPolicy.YamlOf(soon), null, TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        Assert.Contains("Accuracy, Recall and 1 other are checks that hold until", Open(policy).Find(".attention .warn").TextContent);
    }

    [Fact]
    public async Task A_finding_lies_with_who_has_it_and_once_they_say_it_is_done_with_who_may_close_it()
    {
        var code = (await Scene.Host.Get<RaiseFinding>().Run(
            Scene.Risk, new(Scene.System, FindingSource.Review, FindingSeverity.Severe, "Groups differ", "Say why.", Scene.Owner.Person.GetValueOrDefault(), Scene.Host.Get<Calendar>().Today.AddDays(3)), default)).Value;
        var before = await Scene.Host.Get<DeskQueries>().Of(Scene.Validator, default);
        var mine = await Scene.Host.Get<DeskQueries>().Of(Scene.Owner, default);
        _ = (await Scene.Host.Get<ClaimFinding>().Run(Scene.Owner, new(code, "Measured again; see the card."), default)).Value;

        var page = Open(Scene.Validator);

        Assert.Empty(before.Claimed);
        Assert.Equal(code, Assert.Single(mine.Findings.Items).Code);
        Assert.Contains("Owner says that it is done", page.Markup);
        Assert.Equal($"findings/{code}", page.Find("td.num a").GetAttribute("href"));
    }

    [Fact]
    public async Task Who_asks_for_an_exception_does_not_sign_it_and_others_of_risk_do()
    {
        var other = await Scene.Host.Person("Other risk", Role.RiskManager);
        _ = (await Scene.Host.Get<RequestException>().Run(
            Scene.Risk, new(Scene.System, null, "recall", "Recall below the threshold", "The hold-out is small.", new("A person looks at each case.", Scene.Host.Get<Calendar>().Today.AddDays(30))), default)).Value;

        Assert.Empty((await Scene.Host.Get<DeskQueries>().Of(Scene.Risk, default)).Exceptions);
        Assert.Contains("Recall below the threshold", Open(other).Find("table.interactive").TextContent);
    }

    private static IEnumerable<string> Cards(IRenderedComponent<MyWork> page) => page.FindAll(".card > header h2").Select(title => title.TextContent);

    private IRenderedComponent<MyWork> Open(Actor reader)
    {
        this.Over(Scene.Host, reader);
        var page = Render<MyWork>();
        page.WaitForElement(".columns", Soon);
        return page;
    }
}
