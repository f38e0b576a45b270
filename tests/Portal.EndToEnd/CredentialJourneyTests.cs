using Microsoft.Playwright;
using Portal.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd;

/// <summary>How people sign in and sign with more than a password.</summary>
[Collection(nameof(Browser)), Trait("Category", "Browser")]
public sealed class CredentialJourneyTests(Browser browser, DemoPortal demo) : IClassFixture<DemoPortal>
{
    private const string Password = PortalProcess.DemoPassword;

    [Fact]
    public Task An_authenticator_app_is_set_up_and_asked_for_at_the_next_sign_in() => browser.WalkAsync(demo.Portal, async journey =>
    {
        var product = await journey.SignInAsync("product@demo.example");
        await product.OpenAsync("/account/security");
        await product.PictureAsync("security-empty");
        await product.PressAsync("Set up an app");
        var app = new AuthenticatorApp(await product.Page.Locator("code.key").InnerTextAsync());
        await product.SeeNoBarrierAsync();
        await product.PictureAsync("enrol");

        await product.FillAsync("Code", "000000");
        await product.FillAsync("Your password", Password);
        await product.PressAsync("Turn it on");
        await product.SeeAsync("The code is not right.");
        await product.FillAsync("Code", app.Code());
        await product.FillAsync("Your password", Password);
        await product.PressAsync("Turn it on");
        var codes = product.Page.GetByRole(AriaRole.List, new() { Name = "Recovery codes" }).GetByRole(AriaRole.Listitem);
        await Expect(codes).ToHaveCountAsync(10);
        var recovery = await codes.First.InnerTextAsync();
        await product.SeeNoBarrierAsync();
        await product.PictureAsync("recovery-codes");
        await product.PressAsync("I have kept them");
        await product.SeeAsync("10 of 10");
        await product.PictureAsync("security-with-app");

        await EnterPasswordAsync(await AgainAsync(product), "product@demo.example");
        await product.SeeHeadingAsync("Enter your code");
        await product.SeeNoBarrierAsync();
        await product.FillAsync("Code", "000000");
        await product.PressAsync("Sign in");
        await product.SeeAsync("The code is not right");
        await product.PictureAsync("wrong-code");
        await product.FillAsync("Code", app.Code(later: 1));
        await product.PressAsync("Sign in");
        await product.Page.WaitForURLAsync(IsInside);

        await EnterPasswordAsync(await AgainAsync(product), "product@demo.example");
        await product.FillAsync("Code", recovery);
        await product.PressAsync("Sign in");
        await product.Page.WaitForURLAsync(IsInside);
        await product.OpenAsync("/account/security");
        await product.SeeAsync("9 of 10");
    });

    [Fact]
    public Task A_passkey_is_registered_and_signs_in_and_signs_a_decision() => browser.WalkAsync(demo.Portal, async journey =>
    {
        using var pipeline = new Pipeline(demo.Portal);
        var promotion = await pipeline.PromotionAsync("AIS-0001", "v3.3");
        journey.Address = demo.Portal.AddressByName;
        var board2 = await journey.SignInAsync("board2@demo.example");
        await GiveAuthenticatorAsync(board2.Page);
        await board2.OpenAsync("/account/security");
        await board2.PressAsync("Add a passkey");
        var adding = board2.Dialog("Add a passkey");
        await adding.GetByLabel("Name", new() { Exact = true }).FillAsync("Laptop");
        await adding.GetByLabel("Your password").FillAsync(Password);
        await board2.SeeNoBarrierAsync();
        await adding.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(board2.Page.GetByRole(AriaRole.List, new() { Name = "Your passkeys" })).ToContainTextAsync("Laptop");
        await board2.SeeNoBarrierAsync();
        await board2.PictureAsync("passkey");

        await AgainAsync(board2);
        await board2.SeeNoBarrierAsync();
        await board2.PressAsync("Sign in with a passkey");
        await board2.Page.WaitForURLAsync(IsInside);

        await board2.OpenAsync($"/promotions/{promotion}");
        await board2.PressAsync("Approve");
        var dialog = board2.Dialog("Approve");
        await Expect(dialog.GetByText("takes your passkey")).ToBeVisibleAsync();
        await dialog.GetByLabel("Reason").FillAsync("Notices are in place.");
        await board2.SeeNoBarrierAsync();
        await board2.PictureAsync("sign-with-passkey");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve with a passkey" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await board2.SeeAsync("with passkey");
        await board2.PictureAsync("signed-with-passkey");
    });

    /// <summary>Whoever signed out on the page about security comes back to it, which is under the same address.</summary>
    private static bool IsInside(string url) =>
        !url.Contains("/account/login", StringComparison.Ordinal) && !url.Contains("/account/code", StringComparison.Ordinal);

    /// <summary>A finger or face that is always there, as far as the browser can tell.</summary>
    private static async Task GiveAuthenticatorAsync(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private static async Task<IPage> AgainAsync(Visitor person)
    {
        await person.Page.Locator(".person").ClickAsync();
        await person.PressAsync("Sign out");
        await person.Page.WaitForURLAsync("**/account/login*");
        return person.Page;
    }

    private static async Task EnterPasswordAsync(IPage page, string email)
    {
        await page.FillAsync("[name='Input.Email']", email);
        await page.FillAsync("[name='Input.Password']", Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/account/code*");
    }
}
