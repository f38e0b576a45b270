using Bunit;
using Portal.Accounts;
using Portal.Inspection;
using Portal.Reports.Tables;
using Portal.Shared;
using Portal.Web.Inspection;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

/// <summary>The pages of samples and requests, as different people meet them.</summary>
public sealed class InspectionPagesTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PromotionScene? _scene;
    private Actor? _auditor;

    private PromotionScene Scene => _scene ?? throw new InvalidOperationException("The scene is not set.");

    private Actor Auditor => _auditor ?? throw new InvalidOperationException("There is no auditor.");

    public async Task InitializeAsync()
    {
        _scene = await PromotionScene.StartAsync();
        _auditor = await Scene.Host.Person("Auditor", Role.Auditor);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Scene.DisposeAsync();
    }

    [Fact]
    public async Task Who_drew_a_sample_is_offered_notes_and_others_read_how_to_draw_it_again()
    {
        var list = new Listing("register", "the register", Permission.Read, AsOf.Now, "tier=High", [new("name", "Name")], _ => Rows());
        var code = (await Scene.Host.Get<DrawSample>().Run(Auditor, new(list, 3, "seed-1", "Names."), default)).Value;
        this.Over(Scene.Host, Auditor);
        var mine = Render<SamplePage>(parameters => parameters.Add(page => page.Code, code));
        mine.WaitForState(() => mine.FindAll(".drawn > li").Count == 1, Soon);

        await mine.InvokeAsync(() => mine.FindAll(".drawn button").Single(button => button.TextContent == "Note").Click());
        await mine.InvokeAsync(() => mine.FindAll("dialog input[type=radio]")[1].Change(true));
        await mine.InvokeAsync(() => mine.Find("dialog form").Submit());
        Assert.Contains("Say what deviates.", mine.Markup, StringComparison.Ordinal);
        mine.Find("dialog textarea").Change("No owner then.");
        await mine.InvokeAsync(() => mine.Find("dialog form").Submit());

        mine.WaitForAssertion(() => Assert.Contains("No owner then.", mine.Find(".drawn").TextContent, StringComparison.Ordinal), Soon);
        Assert.Contains("1 deviates", mine.Markup, StringComparison.Ordinal);
        Assert.Contains("'seed-1'", mine.FindAll(".command pre")[^1].TextContent, StringComparison.Ordinal);
        Assert.Equal("register?tier=High", mine.FindAll("dd a").First(link => link.TextContent == "the register").GetAttribute("href"));
        await using var others = new BunitContext();
        others.Over(Scene.Host, Scene.RiskSeat);
        var page = others.Render<SamplePage>(parameters => parameters.Add(page => page.Code, code));
        page.WaitForState(() => page.FindAll(".drawn > li").Count == 1, Soon);
        Assert.Empty(page.FindAll(".drawn button"));
    }

    [Fact]
    public async Task An_owner_finds_the_request_on_the_desk_and_answers_it_and_a_stranger_does_not_see_it()
    {
        var due = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(9);
        var code = (await Scene.Host.Get<AskForEvidence>().Run(Auditor, new("Minutes", "The minutes of October.", AskedOf.Owners, Scene.System, due), default)).Value;
        this.Over(Scene.Host, Scene.Owner);
        var desk = Render<Portal.Web.Work.MyWork>();
        desk.WaitForState(() => desk.Markup.Contains("Asked by auditors", StringComparison.Ordinal), Soon);
        var request = Render<RequestPage>(parameters => parameters.Add(page => page.Code, code));
        request.WaitForState(() => request.FindAll(".action-bar button").Count > 0, Soon);

        await request.InvokeAsync(() => request.FindAll(".action-bar button").Single(button => button.TextContent == "Answer").Click());
        request.Find("dialog input").Change("https://example.org/minutes");
        request.Find("dialog textarea").Change("Page 3.");
        await request.InvokeAsync(() => request.Find("dialog form").Submit());

        request.WaitForAssertion(() => Assert.Contains("https://example.org/minutes", request.Find(".timeline a").GetAttribute("href"), StringComparison.Ordinal), Soon);
        Assert.Empty(request.FindAll(".action-bar button"));
        await using var others = new BunitContext();
        others.Over(Scene.Host, Scene.Technical);
        var page = others.Render<RequestPage>(parameters => parameters.Add(page => page.Code, code));
        page.WaitForState(() => page.Markup.Contains($"There is no {code} for you", StringComparison.Ordinal), Soon);
    }

    private static async IAsyncEnumerable<IReadOnlyList<ListRow>> Rows()
    {
        await Task.CompletedTask;
        yield return [new ListRow("AIS-0001", "AIS-0001", ["Credit scoring"])];
    }
}
