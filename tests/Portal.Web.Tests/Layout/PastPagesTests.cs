using System.Reflection;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Layout;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Layout;

/// <summary>Pages that look at a past day: what they show, what they refuse to, and that nothing can be done on them.</summary>
public sealed class PastPagesTests : BunitContext, IAsyncLifetime
{
    private PortalHost _host = null!;
    private Actor _owner = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _owner = await _host.Person("Owner", Role.SystemOwner);
        this.Over(_host, _owner);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _host.DisposeAsync();
    }

    private static string Yesterday => Calendar.Text(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1));

    [Fact]
    public void Pages_that_show_the_past_are_these_and_all_others_say_that_they_cannot()
    {
        var pages = typeof(App).Assembly.GetTypes().Where(ShowsThePastAttribute.IsOn)
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>().Select(route => route.Template)).Order(StringComparer.Ordinal);

        Assert.Equal(["/", "/audit", "/costs", "/evaluations", "/evaluations/{Code}", "/exceptions", "/exceptions/{Code}", "/findings", "/findings/{Code}", "/models", "/monitoring/alerts", "/monitoring/alerts/{Code}", "/monitoring/{Code}", "/not-found", "/policies", "/policies/{Number:int}", "/promotions", "/promotions/{Id}", "/promotions/{Id}/story", "/register", "/register/{Code}", "/register/{Code}/versions/{Label}/runs/{Number:int}", "/settings/access"], pages);
    }

    [Theory]
    [InlineData("register", true)]
    [InlineData("register?asOf=today-1", true)]
    [InlineData("register?asof=today-1", true)]
    [InlineData("portfolio", true)]
    [InlineData("portfolio?asOf=today-1", false)]
    [InlineData("portfolio?asOf=today", true)]
    [InlineData("portfolio?asOf=soon", false)]
    [InlineData("register?asOf=soon", false)]
    [InlineData("register?asOf=9999-12-31", false)]
    public void A_page_is_drawn_on_the_days_that_it_can_show(string address, bool drawn)
    {
        var page = address.StartsWith("register", StringComparison.Ordinal) ? typeof(Portal.Web.Register.RegisterPage) : typeof(Portal.Web.Assurance.PortfolioPage);

        var frame = Frame(address, page);

        Assert.Equal(drawn, frame.Markup.Contains("the body of the page", StringComparison.Ordinal));
        Assert.Equal(address.Contains("-1", StringComparison.Ordinal) || !drawn, frame.FindAll(".day-band").Count == 1);
    }

    [Fact]
    public void In_the_past_nobody_is_offered_an_act()
    {
        var now = Frame("register", typeof(Portal.Web.Register.RegisterPage));
        Assert.Contains("File a system", now.Markup);

        var then = Frame("register?asOf=today-1", typeof(Portal.Web.Register.RegisterPage));

        Assert.DoesNotContain("File a system", then.Markup);
        Assert.Contains("the body of the page", then.Markup);
    }

    [Fact]
    public async Task Who_looks_back_may_do_nothing_whatever_a_page_offers()
    {
        var today = await Services.GetRequiredService<PageActor>().Get();
        Go("register?asOf=today-1");

        var actor = await Services.GetRequiredService<PageActor>().Get();
        var refused = await _host.Get<FileSystem>().Run(actor, new(new EntryContent { Name = "From the past" }), default);

        Assert.True(today.May(Permission.FileSystems));
        Assert.IsType<Forbidden>(refused.Refusal);
        Assert.Equal([Permission.Read], actor.Permissions);
        Assert.Equal(today.Person, actor.Person);
    }

    [Fact]
    public async Task A_day_in_the_address_that_is_none_gives_no_permission_either()
    {
        Go("register?asOf=soon");

        Assert.False((await Services.GetRequiredService<PageActor>().Get()).May(Permission.FileSystems));
    }

    [Theory]
    [InlineData("/register?asOf=2026-10-31", "/register")]
    [InlineData("/register?q=a&asof=2026-10-31&page=2", "/register?q=a&page=2")]
    [InlineData("/register/AIS-0001?tab=use", "/register/AIS-0001?tab=use")]
    [InlineData("/", "/")]
    [InlineData("//evil.example?asOf=2026-10-31", "/")]
    public void Signing_in_anew_begins_with_today(string from, string to) => Assert.Equal(to, ReturnTo.Local(from));

    private IRenderedComponent<MainLayout> Frame(string address, Type page)
    {
        Go(address);
        RenderFragment body = builder =>
        {
            builder.AddContent(0, "the body of the page");
            builder.OpenComponent<AuthorizeView>(1);
            builder.AddAttribute(2, nameof(AuthorizeView.ChildContent), (RenderFragment<AuthenticationState>)(state => inner =>
                inner.AddContent(0, state.User.May(Permission.FileSystems) ? "File a system" : "")));
            builder.CloseComponent();
        };
        return Render<MainLayout>(parameters => parameters
            .Add(layout => layout.Body, body)
            .AddCascadingValue(new RouteData(page, new Dictionary<string, object?>())));
    }

    private void Go(string address) => Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address.Replace("today-1", Yesterday, StringComparison.Ordinal).Replace("=today", $"={Calendar.Text(_host.Get<Calendar>().Today)}", StringComparison.Ordinal));
}
