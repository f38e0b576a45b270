using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Integrations;
using Portal.Integrations.Webhooks;
using Portal.Shared;
using Portal.Web.Integrations;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

public sealed class OutboxPagesTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private PromotionScene? _scene;

    private PromotionScene Scene => _scene ?? throw new InvalidOperationException("The scene is not set.");

    public async Task InitializeAsync()
    {
        _scene = await PromotionScene.StartAsync();
        var admin = await Scene.Host.Person("Admin", Role.Administrator);
        Take<WebhookQueries>().Take<AddWebhook>().Take<RotateSecret>().Take<EnableWebhook>().Take<DisableWebhook>().Take<RemoveWebhook>().Take<SendTestEvent>();
        Take<DeliveryQueries>().Take<SendAgain>().Take<SendDeadAgain>();
        this.Over(Scene.Host, admin);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Scene.DisposeAsync();
    }

    [Fact]
    public async Task The_secret_of_a_webhook_is_shown_when_it_is_added_and_never_again()
    {
        var page = Render<WebhooksPage>();
        page.WaitForElement(".state-actions button").Click();
        page.Find("input[type=url]").Input("https://hooks.example.org/portal");

        await Press(page, "Add and show the secret");

        var secret = page.WaitForElement(".webhook-secret", Soon).TextContent;
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        await Press(page, "I have kept it");
        Assert.DoesNotContain(secret, page.Markup);
        Assert.Contains("https://hooks.example.org/portal", page.Find("td").TextContent);
        Assert.DoesNotContain(secret, Render<WebhooksPage>().Markup);
    }

    [Fact]
    public async Task An_address_inside_the_network_is_refused_at_its_field_and_the_form_keeps_it()
    {
        var page = Render<WebhooksPage>();
        page.WaitForElement(".state-actions button").Click();
        page.Find("input[type=url]").Input("https://10.0.0.1/hook");

        await Press(page, "Add and show the secret");

        page.WaitForAssertion(() => Assert.Contains("not on the public internet", page.Find(".field-error:not([hidden])").TextContent), Soon);
        Assert.Equal("https://10.0.0.1/hook", page.Find("input[type=url]").GetAttribute("value"));
    }

    [Fact]
    public void Mail_that_cannot_be_sent_is_listed_as_held_with_the_reason()
    {
        var page = Render<DeliveriesPage>();

        page.WaitForAssertion(() => Assert.Contains("no SMTP server is set", page.Find("tbody").TextContent), Soon);
        Assert.Contains("Portal:Smtp", page.Find(".notice").TextContent);
    }

    [Fact]
    public void A_filter_in_the_address_decides_what_is_listed_and_nonsense_filters_nothing()
    {
        Assert.NotEmpty(Rows("settings/deliveries?kind=mail"));
        Assert.NotEmpty(Rows("settings/deliveries?state=waiting&kind=nonsense"));
        Assert.Empty(Rows("settings/deliveries?state=dead"));
        Assert.Empty(Rows("settings/deliveries?kind=webhook"));
    }

    [Fact]
    public async Task A_delivery_opens_with_what_it_says_and_its_attempts()
    {
        var line = (await Scene.Host.Get<DeliveryQueries>().List(new(), new PageRequest(1, 1), default)).Items[0];
        Services.GetRequiredService<NavigationManager>().NavigateTo($"settings/deliveries?delivery={line.Id}");

        var page = Render<DeliveriesPage>();

        page.WaitForAssertion(() => Assert.Contains("/register/AIS-0001", page.Find(".mail a").TextContent), Soon);
        Assert.Contains("None yet: no SMTP server is set.", page.Markup);
    }

    private IReadOnlyList<AngleSharp.Dom.IElement> Rows(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<DeliveriesPage>();
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Soon);
        return page.FindAll("tbody tr");
    }

    private static Task Press(IRenderedComponent<WebhooksPage> page, string button) =>
        page.FindAll("button").Single(found => found.TextContent.Trim() == button).ClickAsync(new());

    private OutboxPagesTests Take<T>() where T : class
    {
        Services.AddSingleton(Scene.Host.Get<T>());
        return this;
    }
}
