using Bunit;
using Portal.Accounts;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

/// <summary>The room once it is decided: applied, suspended, revoked, in an emergency.</summary>
public sealed class DecidedRoomTests : RoomTests
{
    [Fact]
    public async Task What_is_applied_is_suspended_and_resumed_in_the_room()
    {
        var promotion = await Scene.InReview();
        await Scene.Approve(promotion);
        await Scene.Apply(promotion);
        var room = Enter(await Scene.Host.Person("Chair", Role.BoardChair), promotion);

        room.FindAll(".action button").Single(button => button.TextContent == "Suspend").Click();
        room.WaitForElement("dialog input.input", Soon).Change("The old table.");
        room.Find("dialog textarea").Change("It refuses everybody.");
        await room.Find("dialog form").SubmitAsync();
        room.WaitForAssertion(() => Assert.Contains("It refuses everybody.", Text(room, ".band")), Soon);
        room.FindAll(".action button").Single(button => button.TextContent == "Resume").Click();
        room.WaitForElement("dialog textarea", Soon).Change("Mended.");
        await room.FindAll("dialog form")[^1].SubmitAsync();

        room.WaitForAssertion(() => Assert.Empty(room.FindAll(".band")), Soon);
    }

    [Fact]
    public async Task What_is_applied_is_revoked_by_the_chair_and_retired_by_its_owner()
    {
        var promotion = await Scene.InReview();
        await Scene.Approve(promotion);
        await Scene.Apply(promotion);
        await using var ownersScreen = new BunitContext();
        Assert.Contains("Retire", Buttons(Enter(Scene.Owner, promotion, ownersScreen)));
        var room = Enter(await Scene.Host.Person("Chair", Role.BoardChair), promotion);

        room.FindAll(".action button").Single(button => button.TextContent == "Revoke").Click();
        room.WaitForElement("dialog input.input", Soon).Change("The old table.");
        room.Find("dialog textarea").Change("It decides wrongly.");
        await room.Find("dialog form").SubmitAsync();

        room.WaitForAssertion(() => Assert.Contains("Revoked by Chair", Text(room, ".band")), Soon);
        Assert.Contains("It decides wrongly.", Text(room, ".band"));
        Assert.Contains("In its place: The old table.", Text(room, ".band"));
        Assert.Empty(room.FindAll(".action-bar"));
    }

    [Fact]
    public async Task Two_people_apply_it_in_an_emergency_and_the_reviewers_are_told_in_red()
    {
        var promotion = await Scene.InReview();
        await using var secondScreen = new BunitContext();
        var room = Enter(await Scene.Host.Person("On call", Role.OnCall), promotion);
        var second = Enter(await Scene.Host.Person("Second", Role.RiskManager), promotion, secondScreen);

        room.FindAll(".action-bar button").Single(button => button.TextContent == "Apply in an emergency").Click();
        room.WaitForElement("dialog textarea", Soon).Change("Fraud rises by the hour.");
        room.Find("dialog input[type=password]").Change(PortalHost.Password);
        await room.Find("dialog form").SubmitAsync();
        second.WaitForAssertion(() => Assert.Contains("On call asks for a second signature", Text(second, ".band")), Soon);
        second.FindAll(".action-bar button").Single(button => button.TextContent == "Confirm the emergency").Click();
        second.WaitForElement("dialog input[type=password]", Soon).Change(PortalHost.Password);
        await second.Find("dialog form").SubmitAsync();

        second.WaitForAssertion(() => Assert.Contains("Applied in an emergency by On call and Second", Text(second, ".band.fail")), Soon);
        Assert.Contains("Skipped: Technical and Board. To be reviewed by", Text(second, ".band.fail"));
    }

    [Fact]
    public async Task Evidence_that_fails_since_is_told_and_closes_the_application()
    {
        var promotion = await Scene.InReview();
        await Scene.Approve(promotion);
        await Scene.Evaluate("v1", share: 0.5);

        var room = Enter(Scene.Owner, promotion);

        Assert.Contains("fails now: Accuracy and Recall", Text(room, ".card-aside"));
        Assert.Equal("true", room.Find(".action-bar .primary").GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task An_applied_request_says_who_applied_it_and_offers_its_certificate()
    {
        var promotion = await Scene.InReview();
        await Scene.Approve(promotion);
        await Scene.Apply(promotion);

        var room = Enter(Scene.Technical, promotion);

        Assert.Contains("Applied by Owner", Text(room, ".timeline"));
        Assert.Equal("promotions/PR-0001/certificate.jwt", room.Find("a[download='PR-0001.jwt']").GetAttribute("href"));
        Assert.Equal("promotions/PR-0001/certificate.dsse.json", room.Find("a[download='PR-0001.dsse.json']").GetAttribute("href"));
        Assert.Empty(Buttons(room));
    }
}
