using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Support;

/// <summary>How ten people decide on a request of Tier High, each in a browser of their own: steps, a question, a condition, a no, a recusal, the chair.</summary>
internal static class DecisionSteps
{
    private const string Password = PortalProcess.DemoPassword;

    public static async Task DecideAsync(Journey journey, Visitor owner, string promotion)
    {
        var board1 = await journey.SignInAsync("board1@demo.example");
        var board2 = await journey.SignInAsync("board2@demo.example");
        await board1.OpenAsync($"/promotions/{promotion}");
        await board2.OpenAsync($"/promotions/{promotion}");
        await SignAtTheSecondTryAsync(await journey.SignInAsync("tech@demo.example"), promotion);
        foreach (var who in new[] { "validator", "risk" })
        {
            var reviewer = await journey.SignInAsync($"{who}@demo.example");
            await reviewer.OpenAsync($"/promotions/{promotion}");
            await SignAsync(reviewer, "Challenged, and it held.");
        }

        await board2.SeeAsync("You may sign.");
        await SignAfterReloadAsync(board1, "Fits the risk appetite.");
        var board3 = await journey.SignInAsync("board3@demo.example");
        await board3.OpenAsync($"/promotions/{promotion}");
        await board3.SeeAsync("With your signature there are 2 of at least 3 approvals.");
        await AskFirstAsync(board3, board2, owner, promotion);
        await SignAsync(board3, "The mailbox is ours.");
        await Expect(board2.Page.GetByRole(AriaRole.List, new() { Name = "Seats" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Samir Haddad" })).ToContainTextAsync("approved");
        await board2.SeeAsync("Fits the risk appetite.");
        await board2.PictureAsync("room");
        await SignOnAConditionAsync(board2);
        await SeeItCloseAsync(journey, board2, promotion);
        await owner.SeeAsync("Approved with conditions. It takes effect when");
    }

    /// <summary>A question closes approving to everybody, until there is an answer; then a key opens the signature.</summary>
    private static async Task AskFirstAsync(Visitor asker, Visitor other, Visitor owner, string promotion)
    {
        await asker.PressAsync("Ask a question");
        await asker.Dialog($"Ask about {promotion}").GetByLabel("Question").FillAsync("Who reads the mailbox at night?");
        await asker.Dialog($"Ask about {promotion}").GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        var approve = other.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true });
        await Expect(approve).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(approve).ToHaveAccessibleDescriptionAsync(new Regex("^the question of .+ is open$"));
        await other.SeeNoBarrierAsync();
        await other.PictureAsync("question");

        await owner.PressAsync("Answer");
        await owner.Dialog().GetByLabel("Answer").FillAsync("Nobody; it waits until seven.");
        await owner.Dialog().GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await other.SeeAsync("Nobody; it waits until seven.");
        await Expect(approve).Not.ToHaveAttributeAsync("aria-disabled", "true");
        await other.Page.Keyboard.PressAsync("a");
        await other.Dialog("Approve").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
    }

    private static async Task SignOnAConditionAsync(Visitor signer)
    {
        await signer.PressAsync("Approve with conditions");
        var dialog = signer.Dialog("Approve with conditions");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve with conditions" }).ClickAsync();
        await Expect(dialog.GetByLabel("Condition 1", new() { Exact = true })).ToBeFocusedAsync();
        await dialog.GetByLabel("Condition 1", new() { Exact = true }).FillAsync("Show who waited over night.");
        await dialog.GetByLabel("Done by, condition 1").SelectOptionAsync(new SelectOptionValue { Label = "Nora Lindqvist · Retail lending" });
        await dialog.GetByLabel("Due, condition 1").FillAsync(TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd"));
        await dialog.GetByLabel("Blocking: what is applied is suspended when the day passes").CheckAsync();
        await dialog.GetByLabel("Reason").FillAsync("Notices are in place.");
        await dialog.GetByLabel("Your password").FillAsync(Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve with conditions" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>Both rules hold and the vote stays open; a no calls the chair, who closes it when every seat has spoken, one by its alternate.</summary>
    private static async Task SeeItCloseAsync(Journey journey, Visitor board2, string promotion)
    {
        await board2.SeeAsync("Both rules hold: unless somebody says no, it closes at");
        var chair = await journey.SignInAsync("chair@demo.example");
        await chair.OpenAsync($"/promotions/{promotion}");
        await chair.PressAsync("Close the vote");
        var dialog = chair.Dialog($"Close the vote on {promotion}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close it now" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The Technology, Architecture seats have not voted");
        foreach (var (who, act) in new[] { ("board5", "Reject"), ("board4", "Recuse"), ("alternate2", "Approve") })
        {
            var seat = await journey.SignInAsync($"{who}@demo.example");
            await seat.OpenAsync($"/promotions/{promotion}");
            await SignAsync(seat, "Read.", act);
        }

        await board2.SeeAsync("Somebody is against it: the chair says when the vote closes, at the latest");
        await chair.SeeNoBarrierAsync();
        await chair.PictureAsync("closing");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close it now" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>A wrong password signs nothing, and what was written as the reason stays.</summary>
    private static async Task SignAtTheSecondTryAsync(Visitor tech, string promotion)
    {
        await tech.OpenAsync($"/promotions/{promotion}");
        await tech.PressAsync("Approve");
        var dialog = tech.Dialog("Approve");
        await dialog.GetByLabel("Reason").FillAsync("Rebuilt from the artifact.");
        await dialog.GetByLabel("Your password").FillAsync("not the password");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The password is not right.");
        await Expect(dialog.GetByLabel("Reason")).ToHaveValueAsync("Rebuilt from the artifact.");
        await Expect(dialog.GetByLabel("Your password")).ToHaveValueAsync("");
        await tech.SeeNoBarrierAsync();
        await tech.PictureAsync("wrong-password");

        await dialog.GetByLabel("Your password").FillAsync(Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(dialog).ToHaveCountAsync(0);
        await tech.SeeAsync("You have signed: one person signs once over all steps.");
    }

    private static async Task SignAsync(Visitor signer, string reason, string act = "Approve")
    {
        await signer.PressAsync(act);
        var dialog = signer.Dialog(act);
        await dialog.GetByLabel("Reason").FillAsync(reason);
        await dialog.GetByLabel("Your password").FillAsync(Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = act }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>The tab is lost after the reason was written: it stands there again.</summary>
    private static async Task SignAfterReloadAsync(Visitor signer, string reason)
    {
        await signer.PressAsync("Approve");
        var dialog = signer.Dialog("Approve");
        await dialog.GetByLabel("Reason").FillAsync(reason);
        await dialog.GetByLabel("Your password").FocusAsync();
        await signer.Page.ReloadAsync();

        await signer.PressAsync("Approve");
        await Expect(dialog.GetByLabel("Reason")).ToHaveValueAsync(reason);
        await dialog.GetByLabel("Your password").FillAsync(Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }
}
