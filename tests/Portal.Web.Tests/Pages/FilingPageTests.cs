using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Register;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

public sealed class FilingPageTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly HandTimer _timer = new();
    private PortalHost? _host;

    private PortalHost Host => _host ?? throw new InvalidOperationException("The portal is not started.");

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task What_is_pressed_while_a_draft_is_being_saved_is_done_after_it()
    {
        var owner = await Host.Person("Owner", Role.SystemOwner);
        _ = (await Host.Get<FileSystem>().Run(owner, new(new EntryContent { Name = "Credit scoring", BusinessOwner = owner.Person }), default)).Value;
        var page = Open(owner, "use");
        page.WaitForElement("#purpose", Soon).Change("Scores applications.");
        await Tick(page);
        Assert.Contains("Saving", page.Find("[role=status]").TextContent);

        var written = new TaskCompletionSource();
        var writing = Host.Get<IDbContextFactory<PortalDb>>().WriteAsync<Done>(async _ =>
        {
            await written.Task;
            return new Done();
        }, default);
        await Tick(page);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/register/AIS-0001/edit?step=check");
        var pressed = page.FindAll(".action button")[^1].ClickAsync(new());
        written.SetResult();
        await Task.WhenAll(writing, pressed);

        Assert.Contains("The draft of AIS-0001 is kept, but not submitted", page.Find("[role=alert]").TextContent);
        Assert.Equal("Scores applications.", (await Host.Get<RegisterQueries>().Entry("AIS-0001", AsOf.Now, default))?.Shown.Content.Purpose);
    }

    [Fact]
    public async Task What_is_chosen_while_a_new_system_moves_to_its_own_address_stays()
    {
        var owner = await Host.Person("Owner", Role.SystemOwner);
        this.Over(Host, owner, _timer);
        var navigator = Services.GetRequiredService<NavigationManager>();
        navigator.NavigateTo("/register/new");
        var page = Render<FilingPage>();
        page.WaitForElement("#name", Soon).Change("Complaint routing");
        await Tick(page);
        await Tick(page);
        page.WaitForAssertion(() => Assert.Contains("/register/AIS-0001/edit", navigator.Uri, StringComparison.Ordinal), Soon);

        // The step that was asked for before the save ended comes first, under the address of a new system.
        navigator.NavigateTo("/register/new?step=people");
        page.Render(parameters => parameters.Add(one => one.Code, null));
        page.WaitForElement("#technicalOwner", Soon).Change("0");
        navigator.NavigateTo("/register/AIS-0001/edit?step=people");
        page.Render(parameters => parameters.Add(one => one.Code, "AIS-0001"));

        Assert.Equal("Owner · Retail lending", page.Find("#technicalOwner option[selected]").TextContent);
        await Tick(page);
        await Tick(page);
        page.WaitForAssertion(() => Assert.Contains("AIS-0001 saved", page.Find("[role=status]").TextContent), Soon);
        Assert.Equal(owner.Person, (await Host.Get<RegisterQueries>().Entry("AIS-0001", AsOf.Now, default))?.Shown.Content.TechnicalOwner);
    }

    private IRenderedComponent<FilingPage> Open(Actor person, string step)
    {
        this.Over(Host, person, _timer);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/register/AIS-0001/edit?step={step}");
        return Render<FilingPage>(parameters => parameters.Add(page => page.Code, "AIS-0001"));
    }

    /// <summary>One interval of saving; back when the page has begun what it does at its end.</summary>
    private Task Tick(IRenderedComponent<FilingPage> page)
    {
        _timer.Tick();
        return page.InvokeAsync(() => { });
    }

    /// <summary>The real time, and timers that go off by hand.</summary>
    private sealed class HandTimer : TimeProvider
    {
        private Action _tick = () => { };

        public void Tick() => _tick();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _tick += () => callback(state);
            return new Never();
        }

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
