using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Promotions;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

public sealed class NewPromotionTests : BunitContext, IAsyncLifetime
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
    public async Task The_gate_is_shown_before_anything_is_submitted()
    {
        await Scene.Version("v1", share: 0.5);

        var page = Open(Scene.Owner, "v1");

        Assert.Contains("Blocked by 2 of 2 checks", page.Find(".card-aside").TextContent);
        Assert.Contains("the request will stop at the gate", page.Markup);
    }

    [Fact]
    public async Task Each_stage_says_who_decides_and_how_its_gate_stands()
    {
        await Scene.Version("v1", share: 0.5);
        var page = Open(Scene.Owner, "v1");

        Assert.Equal(["Staging", "Pilot", "Production"], page.FindAll("input[name=stage]").Select(choice => choice.GetAttribute("value")));
        await page.Find("input[value=Production]").ChangeAsync(new() { Value = "Production" });

        page.WaitForAssertion(() => Assert.Contains("Blocked by 2 of 3 checks", page.Find(".card-aside").TextContent), Soon);
        Assert.Contains("technical, then two seats", page.FindAll(".choice")[2].TextContent);
    }

    [Fact]
    public async Task What_kind_of_change_it_is_stands_there_with_its_reason_and_can_be_raised()
    {
        foreach (var label in new[] { "v1", "v2" })
            await Scene.Version(label, commit: "4f2c1d97a0be");
        var live = await Scene.Request("v1");
        await Scene.Approve(live);
        await Scene.Apply(live);
        var page = Open(Scene.Owner, "v2");
        await page.Find("input[value=Production]").ChangeAsync(new() { Value = "Production" });
        page.WaitForAssertion(() => Assert.Contains("Standard against v1: Artifacts", page.Markup), Soon);
        Assert.Contains("Documents approved for the version before count", page.Markup);

        await page.FindAll("select").Single(select => select.InnerHtml.Contains("Major", StringComparison.Ordinal)).ChangeAsync(new() { Value = "Major" });

        page.WaitForAssertion(() => Assert.Contains("Everything is shown and decided anew.", page.Markup), Soon);
    }

    [Fact]
    public async Task A_standing_approval_is_asked_for_where_something_runs_and_its_faults_stand_beside_their_fields()
    {
        this.Over(Scene.Host, Scene.Owner);
        var before = Render<NewStanding>();
        before.WaitForAssertion(() => Assert.Contains("Nothing of yours runs in Pilot or Production", before.Markup), Soon);
        await Scene.Apply(await Approved());

        var page = Render<NewStanding>();
        page.WaitForAssertion(() => Assert.Contains("v1 in Production", page.Markup), Soon);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Say what may change.", page.Find("#may-change-error:not([hidden])").TextContent), Soon);
        Assert.Contains("Say why it should go ahead.", page.Markup);
    }

    [Fact]
    public async Task A_standing_approval_is_refused_over_the_API_by_field_and_none_is_listed()
    {
        await Scene.Apply(await Approved());
        using var client = await Scene.Host.Client(Scene.Owner);

        using var refused = await client.PostAsJsonAsync("/api/v1/standing-approvals", new { system = Scene.System, stage = "Production", mayChange = new[] { "Tools" }, mustPass = "holdout-2026", uses = 9, @case = "Small steps." });
        using var unfounded = await client.PostAsJsonAsync("/api/v1/standing-approvals", new { system = Scene.System, stage = "Production", mayChange = new[] { "Environment" }, mustPass = "holdout-2026", @case = "Small steps." });
        var listed = await client.GetFromJsonAsync<JsonElement>("/api/v1/standing-approvals");

        Assert.Equal(["mayChange", "uses"], (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(fault => fault.Name));
        Assert.Equal(["mustPass"], (await unfounded.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(fault => fault.Name));
        Assert.Equal(0, listed.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_request_without_a_case_keeps_the_form_and_names_the_field()
    {
        await Scene.Version("v1");
        var page = Open(Scene.Owner, "v1");

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Say why it should go ahead.", page.Find(".field-error:not([hidden])").TextContent), Soon);
    }

    [Fact]
    public async Task A_request_leads_to_its_room()
    {
        await Scene.Version("v1");
        var page = Open(Scene.Owner, "v1");
        page.Find("textarea").Change("It is better.");

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Matches("/promotions/[0-9a-f-]{36}$", Services.GetRequiredService<NavigationManager>().Uri), Soon);
    }

    [Fact]
    public async Task Somebody_who_does_not_own_the_system_is_told_who_may()
    {
        await Scene.Version("v1");
        var other = await Scene.Host.Person("Other owner", Role.SystemOwner);

        var page = Open(other, "v1");

        Assert.Contains($"Only the owners of {Scene.System} request its promotions", page.Markup);
    }

    private async Task<PromotionId> Approved()
    {
        var promotion = await Scene.InReview();
        await Scene.Approve(promotion);
        return promotion;
    }

    private IRenderedComponent<NewPromotion> Open(Actor person, string version)
    {
        this.Over(Scene.Host, person);
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(NewPromotion.AddressFor(Scene.System, version));
        var page = Render<NewPromotion>();
        page.WaitForAssertion(() => Assert.DoesNotContain("skeleton", page.Markup), Soon);
        return page;
    }
}
