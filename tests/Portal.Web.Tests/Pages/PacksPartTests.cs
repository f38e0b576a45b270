using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Audit;
using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Web.Reports.Packs;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

public sealed class PacksPartTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PortalHost? _host;

    private PortalHost Host => _host ?? throw new InvalidOperationException("There is no host.");

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        var auditor = await Host.Person("Auditor", Role.Auditor);
        _ = await Host.Get<SignIn>().Run(new(PortalHost.AddressOf("Auditor"), PortalHost.Password, Origin.None), default);
        await Host.Get<CheckpointWorker>().Turn(default);
        Take<PackQueries>().Take<RequestPack>().Take<CancelPack>().Take<LiveFeed<EvidencePackId>>();
        this.Over(Host, auditor);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task Naming_people_takes_a_reason_and_what_was_asked_for_is_listed_until_it_is_verified()
    {
        var part = Render<PacksPart>();
        part.WaitForElement("form.packs-form", Soon);
        await part.Find("input[type=checkbox]").ChangeAsync(true);
        await part.Find("form.packs-form").SubmitAsync();

        part.WaitForAssertion(() => Assert.Contains("say why", part.Find("#pack-reason-error").TextContent), Soon);
        await part.Find("#pack-reason").ChangeAsync("The regulator asks.");
        await part.Find("form.packs-form").SubmitAsync();
        await Host.Get<PackWorker>().Turn(default);

        part.WaitForAssertion(() => Assert.Contains("Verified", part.Find(".packs-state").TextContent), Soon);
        Assert.Contains("The regulator asks.", part.Markup);
        Assert.Equal("reports/packs/EP-0001", part.Find(".packs-acts a").GetAttribute("href"));
        await part.Find(".packs-acts button").ClickAsync(new());
        Assert.Contains("pack evidence-EP-0001.zip --key ledger-key.pem", part.Find(".command").TextContent);
    }

    private PacksPartTests Take<T>() where T : class
    {
        Services.AddSingleton(Host.Get<T>());
        return this;
    }
}
