using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Layout;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Layout;

public sealed class PaletteTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_offers_the_pages_and_acts_of_the_reader_and_nobody_elses()
    {
        var owner = await Opened("Owner", Role.SystemOwner);
        Assert.Contains("File a system", Options(owner));
        Assert.Contains("Register", Options(owner));
        Assert.DoesNotContain("Webhooks", Options(owner));
    }

    [Fact]
    public async Task Who_only_reads_is_offered_no_act_that_is_refused()
    {
        var reader = await Opened("Reader", Role.ProductReviewer);

        Assert.DoesNotContain("File a system", Options(reader));
        Assert.Contains("My work", Options(reader));
    }

    [Fact]
    public async Task What_is_typed_finds_systems_and_pages_by_groups_that_a_screen_reader_knows()
    {
        var owner = await _host.Person("Owner", Role.SystemOwner);
        _ = (await _host.Get<FileSystem>().Run(owner, new(new EntryContent { Name = "Register reader" }), default)).Value;
        var palette = Draw(owner);
        await palette.Find(".search-button").ClickAsync();

        await palette.Find("[role=combobox]").InputAsync("regist");

        palette.WaitForAssertion(() => Assert.Equal(["AIS-0001 Register reader", "Register"], Options(palette)), Soon);
        Assert.Equal(["Systems", "Pages"], palette.FindAll("[role=group]").Select(group => group.GetAttribute("aria-label")));
        Assert.Equal("register/AIS-0001", palette.Find("[role=option]").GetAttribute("href"));
        Assert.Equal("palette-list", palette.Find("[role=combobox]").GetAttribute("aria-controls"));
        Assert.Contains("2 results", palette.Find("[role=status]").TextContent);
        Assert.False(palette.Find("[role=combobox]").HasAttribute("value"), "an answer would put back what was typed since");
    }

    [Fact]
    public async Task In_the_past_there_is_nothing_to_do_and_the_found_is_of_then()
    {
        var owner = await _host.Person("Owner", Role.SystemOwner);
        _ = (await _host.Get<FileSystem>().Run(owner, new(new EntryContent { Name = "Register reader" }), default)).Value;
        var palette = Draw(owner);
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo($"register?asOf={Calendar.Text(_host.Get<Calendar>().Today.AddDays(-1))}");
        await palette.Find(".search-button").ClickAsync();
        Assert.DoesNotContain("File a system", Options(palette));

        await palette.Find("[role=combobox]").InputAsync("regist");

        palette.WaitForAssertion(() => Assert.Equal(["Register"], Options(palette)), Soon);
    }

    [Fact]
    public async Task It_closes_when_the_reader_has_gone_somewhere()
    {
        var palette = await Opened("Owner", Role.SystemOwner);

        palette.Render(parameters => parameters.Add(one => one.Address, "http://localhost/register"));

        Assert.Empty(palette.FindAll("[role=option]"));
    }

    private async Task<IRenderedComponent<Palette>> Opened(string name, Role role)
    {
        var palette = Draw(await _host.Person(name, role));
        await palette.Find(".search-button").ClickAsync();
        palette.WaitForAssertion(() => Assert.NotEmpty(palette.FindAll("[role=option]")), Soon);
        return palette;
    }

    private IRenderedComponent<Palette> Draw(Actor person)
    {
        this.Over(_host, person);
        return Render<Palette>(parameters => parameters.Add(palette => palette.Address, "http://localhost/"));
    }

    private static IReadOnlyList<string> Options(IRenderedComponent<Palette> palette) => [.. palette.FindAll("[role=option] > span:first-child").Select(option => option.TextContent)];
}
