using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Findings;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Findings;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

/// <summary>The pages of findings and exceptions, as different people meet them.</summary>
public sealed class FindingPagesTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PromotionScene? _scene;

    private PromotionScene Scene => _scene ?? throw new InvalidOperationException("The scene is not set.");

    public async Task InitializeAsync()
    {
        _scene = await PromotionScene.StartAsync();
        var due = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20);
        _ = (await Scene.Host.Get<RaiseFinding>().Run(Scene.Risk, new(Scene.System, FindingSource.Audit, FindingSeverity.Severe, "Letters name the score", "Change them.", Scene.Owner.Person.GetValueOrDefault(), due), default)).Value;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Scene.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_it_says_that_it_is_done_and_sees_why_not_to_close_it()
    {
        Over(Scene.Owner);
        var page = Render<FindingPage>(parameters => parameters.Add(finding => finding.Code, "FI-0001"));
        page.WaitForState(() => Buttons(page).Contains("It is done"), Soon);
        Assert.DoesNotContain("Close", Buttons(page));

        await Press(page, "It is done");
        page.Find("dialog textarea").Change("The template is changed.");
        await Submit(page);

        page.WaitForAssertion(() => Assert.Contains("The template is changed.", page.Markup), Soon);
        var close = Action(page, "Close");
        Assert.Equal(("true", "You have it: somebody else closes it."), (close.QuerySelector("button")?.GetAttribute("aria-disabled"), close.QuerySelector(".consequence")?.TextContent));
        await Press(page, "Close");
        Assert.Empty(page.FindAll("dialog form"));
    }

    [Fact]
    public async Task Risk_closes_what_was_done_and_an_empty_remark_is_asked_for()
    {
        _ = (await Scene.Host.Get<ClaimFinding>().Run(Scene.Owner, new("FI-0001", "Changed."), default)).Value;
        Over(Scene.Risk);
        var page = Render<FindingPage>(parameters => parameters.Add(finding => finding.Code, "FI-0001"));
        page.WaitForState(() => Buttons(page).Contains("Close"), Soon);
        await Press(page, "Close");

        await Submit(page);
        Assert.Equal("Say what you looked at.", page.Find("dialog .field-error:not([hidden])").TextContent);
        page.Find("dialog textarea").Change("Read 60 letters.");
        await Submit(page);

        page.WaitForState(() => Buttons(page).Contains("Reopen"), Soon);
        Assert.Equal(FindingState.Closed, (await Scene.Host.Get<FindingQueries>().One("FI-0001", AsOf.Now, default))?.Line.State);
    }

    [Fact]
    public void An_auditor_reads_and_is_offered_nothing()
    {
        Over(Scene.Technical);

        var page = Render<FindingPage>(parameters => parameters.Add(finding => finding.Code, "FI-0001"));

        page.WaitForState(() => page.Markup.Contains("Letters name the score", StringComparison.Ordinal), Soon);
        Assert.Empty(page.FindAll(".action-bar button"));
    }

    [Theory]
    [InlineData("findings", 1)]
    [InlineData("findings?state=Closed", 0)]
    [InlineData("findings?severity=Severe&system=AIS-0001&source=Audit", 1)]
    [InlineData("findings?due=overdue", 0)]
    [InlineData("findings?owner=me", 0)]
    [InlineData("findings?q=letters", 1)]
    [InlineData("findings?severity=nonsense", 1)]
    public void The_address_decides_what_is_listed_and_nonsense_filters_nothing(string address, int rows)
    {
        Over(Scene.Risk);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        var page = Render<FindingsPage>();

        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Soon);
        Assert.Equal(rows, page.FindAll("tbody tr").Count);
        Assert.Equal(rows == 0, page.FindAll(".state-title").Count == 1);
    }

    [Fact]
    public async Task All_that_a_new_finding_lacks_is_said_at_once_and_then_it_is_raised()
    {
        Over(Scene.Risk);
        var page = Render<FindingsPage>();
        page.WaitForState(() => Buttons(page).Contains("Raise a finding"), Soon);
        await Press(page, "Raise a finding");
        page.WaitForElement("dialog form", Soon);

        await Submit(page);

        Assert.Equal(6, page.FindAll("dialog .field-error:not([hidden])").Count);
        Field(page, "Title").Change("The vendor's contract lacks an audit right");
        Field(page, "What was found, and what must be done").Change("Renegotiate.");
        Field(page, "Severity").Change("1");
        Field(page, "What brought it up").Change("1");
        Field(page, "Who has it").Change("0");
        Field(page, "Due").Change(Calendar.Text(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(9)));
        await Submit(page);

        page.WaitForAssertion(() => Assert.EndsWith("/findings/FI-0002", Services.GetRequiredService<BunitNavigationManager>().Uri), Soon);
        Assert.Equal((FindingSeverity.Moderate, FindingSource.Contract), await Kind("FI-0002"));
    }

    [Fact]
    public async Task An_exception_is_asked_for_what_does_not_pass_and_its_requester_sees_why_not_to_sign_it()
    {
        await Scene.Version("v1", share: 0.5);
        var system = (await Scene.Host.Get<SystemCodes>().Of([Scene.System], default))[Scene.System];
        Over(Scene.Risk);
        var page = Render<FindingsOfSystem>(parameters => parameters
            .Add(tab => tab.System, system).Add(tab => tab.Code, Scene.System).Add(tab => tab.Rows, new PageRequest(1, 25)).Add(tab => tab.Sort, ""));
        page.WaitForState(() => Buttons(page).Contains("Request an exception"), Soon);
        await Press(page, "Request an exception");
        page.WaitForElement("dialog form", Soon);

        Field(page, "Check that does not pass").Change("0");
        Field(page, "Why it should be tolerated").Change("The labels come late.");
        Field(page, "What makes up for it").Change("Two people look at each refusal.");
        Field(page, "Last day").Change(Calendar.Text(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(9)));
        await Submit(page);

        page.WaitForAssertion(() => Assert.EndsWith("/exceptions/EX-0001", Services.GetRequiredService<BunitNavigationManager>().Uri), Soon);
        var one = Render<ExceptionPage>(parameters => parameters.Add(exception => exception.Code, "EX-0001"));
        one.WaitForState(() => Buttons(one).Contains("Approve"), Soon);
        Assert.Equal("You requested it: somebody else signs it.", Action(one, "Approve").QuerySelector(".consequence")?.TextContent);
    }

    private async Task<(FindingSeverity, FindingSource)> Kind(string code)
    {
        var view = await Scene.Host.Get<FindingQueries>().One(code, AsOf.Now, default) ?? throw new InvalidOperationException($"{code} does not exist.");
        return (view.Line.Severity, view.Line.Source);
    }

    private void Over(Actor person)
    {
        Take<RaiseFinding>().Take<ClaimFinding>().Take<CloseFinding>().Take<ReturnFinding>().Take<ReopenFinding>().Take<MoveFinding>().Take<NoteFinding>().Take<FindingQueries>();
        Take<RequestException>().Take<ApproveException>().Take<DeclineException>().Take<EndException>().Take<ExceptionQueries>().Take<PeopleQueries>().Take<SavedViews>();
        this.Over(Scene.Host, person);
    }

    private FindingPagesTests Take<T>() where T : class
    {
        Services.AddSingleton(Scene.Host.Get<T>());
        return this;
    }

    private static IReadOnlyList<string> Buttons<T>(IRenderedComponent<T> page) where T : IComponent =>
        [.. page.FindAll("button").Select(button => button.TextContent.Trim())];

    private static Task Press<T>(IRenderedComponent<T> page, string button) where T : IComponent =>
        page.InvokeAsync(() => page.FindAll("button").First(found => found.TextContent.Trim() == button).Click());

    private static Task Submit<T>(IRenderedComponent<T> page) where T : IComponent => page.InvokeAsync(() => page.Find("dialog form").Submit());

    private static IElement Action<T>(IRenderedComponent<T> page, string button) where T : IComponent =>
        page.FindAll(".action").Single(action => action.QuerySelector("button")?.TextContent.Trim() == button);

    private static IElement Field<T>(IRenderedComponent<T> page, string label) where T : IComponent
    {
        var id = page.FindAll("dialog label").First(found => found.TextContent.StartsWith(label, StringComparison.Ordinal)).GetAttribute("for");
        return page.Find($"#{id}");
    }
}
