using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;
using Portal.Web.Integrations;
using Portal.Web.Layout;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Layout;

public sealed class BellTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PortalHost _host = null!;
    private Actor _me = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _me = await _host.Person("Somebody", Role.SystemOwner);
        this.Over(_host, _me);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_rings_by_itself_says_so_aloud_and_leads_to_where_the_notice_belongs()
    {
        var bell = Draw();
        bell.WaitForAssertion(() => Assert.Equal("Notices, none unread", bell.Find(".bell").GetAttribute("aria-label")), Soon);
        Assert.Empty(bell.Find("[role=status]").TextContent);

        await Tell(MailText.WentStale("PR-0007", "Credit scoring", "v1", ["Purpose"]));

        bell.WaitForAssertion(() => Assert.Equal("1", bell.Find(".bell-count").TextContent), Soon);
        Assert.Equal("Notices, 1 unread", bell.Find(".bell").GetAttribute("aria-label"));
        Assert.Contains("PR-0007 went stale", bell.Find("[role=status]").TextContent);
        Assert.Equal("promotions/PR-0007", bell.Find("#bell-menu li a.unread").GetAttribute("href"));
    }

    [Fact]
    public async Task What_was_followed_is_read_and_the_list_is_closed()
    {
        await Tell(MailText.Expired("PR-0007", "Credit scoring", "v1"));
        await Tell(MailText.Expired("PR-0008", "Credit scoring", "v2"));
        var bell = Draw();
        bell.WaitForAssertion(() => Assert.Equal("2", bell.Find(".bell-count").TextContent), Soon);

        await bell.Find("#bell-menu li a").ClickAsync();

        bell.WaitForAssertion(() => Assert.Equal("1", bell.Find(".bell-count").TextContent), Soon);
        Assert.Equal("promotions/PR-0007", Assert.Single(bell.FindAll("#bell-menu li a.unread")).GetAttribute("href"));
    }

    [Fact]
    public async Task All_are_read_at_once_and_the_button_stays_where_the_focus_is()
    {
        await Tell(MailText.Expired("PR-0007", "Credit scoring", "v1"));
        var bell = Draw();
        bell.WaitForAssertion(() => Assert.NotEmpty(bell.FindAll(".bell-count")), Soon);

        await bell.Find(".bell-head button").ClickAsync();

        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll(".bell-count")), Soon);
        Assert.Equal("true", bell.Find(".bell-head button").GetAttribute("aria-disabled"));
        Assert.Single(bell.FindAll("#bell-menu li a"));
    }

    [Fact]
    public async Task A_person_switches_a_kind_off_and_what_duty_demands_has_no_switch()
    {
        var page = Render<NoticeChoicesPage>();
        page.WaitForElement("table", Soon);
        Assert.DoesNotContain(page.FindAll("tbody tr")[^1].Children, cell => cell.QuerySelector("input") is not null);
        Assert.Contains("cannot be switched off", page.FindAll("tbody tr")[^1].TextContent);

        await page.Find("[aria-label='A request of mine went stale: in the bell']").ChangeAsync(false);
        await page.Find("form").SubmitAsync();
        await Tell(MailText.WentStale("PR-0007", "Credit scoring", "v1", ["Purpose"]));

        var bell = Draw();
        bell.WaitForAssertion(() => Assert.Equal("Notices, none unread", bell.Find(".bell").GetAttribute("aria-label")), Soon);
        Assert.Empty(bell.FindAll("#bell-menu li"));
    }

    private IRenderedComponent<Bell> Draw() => Render<Bell>(parameters => parameters.Add(bell => bell.Address, "http://localhost/"));

    private async Task Tell(MailText text)
    {
        await using var db = await _host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        await db.EnqueueMails([_me.Person.GetValueOrDefault()], Actor.System("test"), text, TimeProvider.System.GetUtcNow(), default);
        await db.SaveChangesAsync();
    }
}
