using Bunit;
using Portal.Accounts;
using Portal.Promotions;
using Portal.Web.Promotions;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Pages;

/// <summary>The room while somebody decides in it.</summary>
public sealed class ReviewRoomTests : RoomTests
{
    [Fact]
    public async Task A_technical_reviewer_may_sign_and_reads_what_it_leads_to()
    {
        var promotion = await Scene.InReview();

        var room = Enter(Scene.Technical, promotion);

        Assert.Contains("You may sign. You sign as technical reviewer", Text(room, ".standing"));
        Assert.Contains("Closes when a technical reviewer, then 2 of the 2 seats of the board have approved; before the board one rejection ends it, and on the board a no leaves the close to the chair. Your signature opens the next step.", Text(room, ".columns"));
        Assert.Equal(["somebody else signs", "sends it back to Owner", "each becomes a finding with its day", "ends the request; nothing goes to Production", "opens the next step, Board"], room.FindAll(".consequence").Select(words => words.TextContent));
    }

    [Fact]
    public async Task The_requester_reads_why_not_and_may_withdraw()
    {
        var promotion = await Scene.InReview();

        var room = Enter(Scene.Owner, promotion);

        Assert.Contains("You may not sign. You requested this promotion.", Text(room, ".standing"));
        Assert.Equal(["Withdraw"], Buttons(room));
    }

    [Fact]
    public async Task A_contributor_reads_why_not_and_can_do_nothing()
    {
        var promotion = await Scene.InReview();

        var room = Enter(Scene.Developer, promotion);

        Assert.Contains("You contributed to this version.", Text(room, ".standing"));
        Assert.Empty(Buttons(room));
    }

    [Fact]
    public async Task The_last_open_seat_reads_that_its_signature_decides()
    {
        var promotion = await Scene.InReview();
        await Scene.Sign(promotion, Scene.Technical);
        await Scene.Sign(promotion, Scene.RiskSeat);

        var room = Enter(Scene.LegalSeat, promotion);

        Assert.Contains("Your signature decides.", Text(room, ".columns"));
        Assert.Contains("meets the rule: approved", room.FindAll(".consequence").Select(words => words.TextContent));
    }

    [Fact]
    public async Task A_vote_of_somebody_else_appears_and_leaves_what_is_being_typed()
    {
        var promotion = await Scene.InReview();
        await Scene.Sign(promotion, Scene.Technical);
        var room = Enter(Scene.LegalSeat, promotion);
        room.Find(".action-bar .danger").Click();
        room.Find("textarea").Change("In the middle of a thought");

        await Scene.Sign(promotion, Scene.RiskSeat, reason: "With a view on fairness.");

        room.WaitForAssertion(() => Assert.Contains("With a view on fairness.", Text(room, ".seats")), Soon);
        Assert.Equal("Board 1 approved.", Text(room, "[role=status].visually-hidden"));
        Assert.Equal("In the middle of a thought", room.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task A_signature_with_the_password_is_counted()
    {
        var promotion = await Scene.InReview();
        var room = Enter(Scene.Technical, promotion);
        room.Find(".action-bar .primary").Click();
        room.Find("input[type=password]").Change(PortalHost.Password);

        await room.Find("dialog form").SubmitAsync();

        room.WaitForAssertion(() => Assert.Contains("You have signed", Text(room, ".standing")), Soon);
        Assert.Single((await Scene.Room(promotion, Scene.Owner)).Steps[0].Votes);
    }

    [Fact]
    public async Task A_condition_says_field_by_field_what_it_lacks_before_a_password_is_spent_on_it()
    {
        var promotion = await Scene.InReview();
        var room = Enter(Scene.Technical, promotion);
        room.FindAll(".action button").Single(button => button.TextContent.Contains("Approve with conditions")).Click();
        room.Find("input[type=password]").Change(PortalHost.Password);

        await room.Find("dialog form").SubmitAsync();

        Assert.Equal(3, room.FindAll(".condition .field-error:not([hidden])").Count);
        Assert.Equal(PortalHost.Password, room.Find("input[type=password]").GetAttribute("value"));
        Assert.Empty((await Scene.Room(promotion, Scene.Owner)).Steps[0].Votes);
    }

    [Fact]
    public async Task A_wrong_password_signs_nothing_and_keeps_the_reason()
    {
        var promotion = await Scene.InReview();
        var room = Enter(Scene.Technical, promotion);
        room.Find(".action-bar .danger").Click();
        room.Find("textarea").Change("The data set is another.");
        room.Find("input[type=password]").Change("not the password");

        await room.Find("dialog form").SubmitAsync();

        room.WaitForAssertion(() => Assert.Contains("The password is not right.", Text(room, "dialog [role=alert]")), Soon);
        Assert.Equal("The data set is another.", room.Find("textarea").GetAttribute("value"));
        Assert.Empty((await Scene.Room(promotion, Scene.Owner)).Steps[0].Votes);
    }

    [Fact]
    public async Task A_stale_request_names_the_field_before_after_and_who_while_it_is_read()
    {
        var promotion = await Scene.InReview();
        var room = Enter(Scene.Technical, promotion);

        await Scene.Publish(content => content with { Purpose = "Scores credit cards too." });

        room.WaitForAssertion(() => room.Find(".band"), Soon);
        Assert.Equal(["Purpose", "Scores applications for consumer loans.", "Scores credit cards too."], room.FindAll(".band tbody tr > *").Select(cell => cell.TextContent));
        Assert.Contains("Risk published the change", Text(room, ".band"));
        Assert.Empty(Buttons(room));
    }

    [Fact]
    public async Task The_requester_submits_a_stale_request_again_and_earlier_signatures_stay_readable()
    {
        var promotion = await Scene.InReview();
        await Scene.Sign(promotion, Scene.Technical, reason: "Reproduced.");
        await Scene.Publish(content => content with { Purpose = "Scores credit cards too." });
        var room = Enter(Scene.Owner, promotion);
        room.Find(".action-bar .primary").Click();
        room.Find("textarea").Change("Credit cards are new.");

        await room.Find("dialog form").SubmitAsync();

        room.WaitForAssertion(() => Assert.Contains("waits to be confirmed", Text(room, ".columns")), Soon);
        Assert.Equal((PromotionState.InReview, 1), await Standing(promotion));
        await using var beside = new BunitContext();
        var signer = Enter(Scene.Technical, promotion, beside);
        Assert.Equal(["Purpose", "Scores applications for consumer loans.", "Scores credit cards too."], signer.FindAll(".band tbody tr > *").Select(cell => cell.TextContent));
        Assert.Contains("You signed before something changed", Text(signer, ".standing"));
    }

    [Fact]
    public async Task The_requester_may_begin_the_next_revision_instead_and_what_was_signed_stays_readable()
    {
        var promotion = await Scene.InReview();
        await Scene.Sign(promotion, Scene.Technical, reason: "Reproduced.");
        await Scene.Publish(content => content with { Purpose = "Scores credit cards too." });
        var room = Enter(Scene.Owner, promotion);
        room.Find(".action-bar .primary").Click();
        room.FindAll("dialog input[type=radio]")[1].Change("on");

        await room.Find("dialog form").SubmitAsync();

        room.WaitForAssertion(() => Assert.Contains("Revision 1, Technical", Text(room, ".votes")), Soon);
        Assert.Equal((PromotionState.InReview, 2), await Standing(promotion));
    }

    [Fact]
    public async Task A_question_closes_approving_to_everybody_until_it_is_answered()
    {
        var promotion = await Scene.InReview();
        var reviewer = Enter(Scene.Technical, promotion);
        await using var beside = new BunitContext();
        var owner = Enter(Scene.Owner, promotion, beside);

        reviewer.FindAll("button").Single(button => button.TextContent == "Ask a question").Click();
        reviewer.WaitForElement("dialog form textarea", Soon).Change("What if the bureau is down?");
        await reviewer.Find("dialog form").SubmitAsync();
        reviewer.WaitForAssertion(() => Assert.Equal("the question of Technical is open", reviewer.FindAll(".consequence")[^1].TextContent), Soon);
        owner.WaitForAssertion(() => Assert.Contains("What if the bureau is down?", Text(owner, ".question")), Soon);
        owner.FindAll("button").Single(button => button.TextContent == "Answer").Click();
        owner.WaitForElement("dialog form textarea", Soon).Change("The fall-back decides.");
        await owner.Find("dialog form").SubmitAsync();

        reviewer.WaitForAssertion(() => Assert.Null(reviewer.Find(".action-bar .primary").GetAttribute("aria-disabled")), Soon);
        Assert.Contains("The fall-back decides.", Text(reviewer, ".question"));
        reviewer.WaitForAssertion(() => Assert.Contains("2 here now", reviewer.Markup), Soon);
    }

    [Fact]
    public async Task A_seat_may_abstain_or_recuse_and_the_chair_closes_the_vote()
    {
        var promotion = await Scene.InReview();
        await Scene.Sign(promotion, Scene.Technical, reason: "Reproduced.");
        await Scene.Sign(promotion, Scene.RiskSeat, Verdict.Reject, "No fall-back.");

        var seat = Enter(Scene.LegalSeat, promotion);
        await using var beside = new BunitContext();
        var chair = Enter(await Scene.Host.Person("Chair", Role.BoardChair), promotion, beside);

        Assert.Equal(["Recuse", "Abstain", "Request changes", "Approve with conditions", "Reject", "Approve"], Buttons(seat));
        Assert.Equal("1 of at least 2 approvals; the chair closes it", seat.FindAll(".consequence")[^1].TextContent);
        Assert.Contains("the chair says when the vote closes", Text(seat, ".columns"));
        Assert.Equal(["Close the vote"], Buttons(chair));
        await Scene.Sign(promotion, Scene.LegalSeat, Verdict.RequestChanges, "Add one.");
        chair.WaitForAssertion(() => Assert.Contains("asks for changes", Text(chair, ".columns")), Soon);
        chair.Find(".action-bar .primary").Click();
        chair.WaitForElement("dialog form", Soon);
        await chair.Find("dialog form").SubmitAsync();
        chair.WaitForAssertion(() => Assert.Contains("Rejected.", Text(chair, ".standing")), Soon);
    }

    [Fact]
    public async Task Who_approves_with_conditions_names_them_and_the_room_shows_what_became_of_them()
    {
        var promotion = await Scene.InReview();
        await Scene.Sign(promotion, Scene.Technical, reason: "Reproduced.");
        await Scene.Sign(promotion, Scene.RiskSeat);
        var room = Enter(Scene.LegalSeat, promotion);
        room.FindAll(".action button").Single(button => button.TextContent == "Approve with conditions").Click();

        room.WaitForElement("dialog .condition input.input", Soon).Change("Publish the notice.");
        room.Find("dialog .condition select").Change("0");
        room.Find("dialog .condition input[type=date]").Change("2031-01-31");
        room.Find("dialog input[type=password]").Change(PortalHost.Password);
        await room.Find("dialog form").SubmitAsync();

        room.WaitForAssertion(() => Assert.Contains("Approved with conditions.", Text(room, ".standing")), Soon);
        var card = room.FindAll(".card").Single(card => card.TextContent.Contains("blocking", StringComparison.Ordinal) && card.QuerySelector("table caption")?.TextContent == "What the approval asks for");
        Assert.Contains("FI-0001", card.TextContent);
    }

    [Fact]
    public async Task A_failed_gate_shows_what_failed_first()
    {
        await Scene.Version("v1", share: 0.5);
        var promotion = await Scene.Request("v1");

        var room = Enter(Scene.Owner, promotion);

        Assert.Equal(["Accuracy", "Recall", "Validation report"], room.FindAll("tbody th > .strong").Select(name => name.TextContent));
        Assert.Contains("It fails on Accuracy and Recall.", Text(room, ".columns"));
    }

    [Fact]
    public void An_unknown_request_is_said_to_be_unknown()
    {
        this.Over(Scene.Host, Scene.Owner);

        var room = Render<ReviewRoomPage>(parameters => parameters.Add(page => page.Id, "PR-9999"));

        room.WaitForAssertion(() => Assert.Equal("There is no such request", room.Find("h1").TextContent), Soon);
    }
}
