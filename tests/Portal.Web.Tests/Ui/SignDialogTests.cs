using System.Security.Claims;
using Bunit;
using Portal.Web.Ui;

namespace Portal.Web.Tests.Ui;

public sealed class SignDialogTests : BunitContext
{
    private readonly List<Signing> _signed = [];
    private string? _answer;
    private bool _closed;

    public SignDialogTests()
    {
        Services.AddUi();
        this.AddAuthorization().SetClaims(new Claim(ClaimTypes.NameIdentifier, "somebody"));
        JSInterop.SetupVoid("sessionStorage.removeItem", "kept:somebody:PR-0001/Approve").SetVoidResult();
    }

    [Fact]
    public void Nothing_is_signed_without_a_reason_and_a_password()
    {
        var dialog = Open();

        dialog.Find("form").Submit();

        Assert.Empty(_signed);
        Assert.Equal(2, dialog.FindAll(".field-error:not([hidden])").Count);
    }

    [Fact]
    public void A_refusal_keeps_the_reason_and_forgets_the_password()
    {
        _answer = "The password is not right.";
        var dialog = Open();

        Fill(dialog, "Evidence is complete", "wrong");

        Assert.Contains("The password is not right.", dialog.Find("[role=alert]").TextContent);
        Assert.Equal("Evidence is complete", dialog.Find("textarea").GetAttribute("value"));
        Assert.Equal("", dialog.Find("input[type=password]").GetAttribute("value") ?? "");
        Assert.False(_closed);
    }

    [Fact]
    public void A_signature_closes_the_dialog()
    {
        var dialog = Open();

        Fill(dialog, " Evidence is complete ", "right");

        Assert.Equal(new Signing("Evidence is complete", "right"), Assert.Single(_signed));
        Assert.True(_closed);
    }

    [Fact]
    public void The_reason_is_kept_under_the_person_s_name_until_it_is_signed()
    {
        var dialog = Open();
        Assert.Equal("kept:somebody:PR-0001/Approve", dialog.Find("kept-text:has(textarea)").GetAttribute("key"));

        _answer = "The password is not right.";
        Fill(dialog, "Evidence is complete", "wrong");
        Assert.Empty(JSInterop.Invocations);

        _answer = null;
        Fill(dialog, "Evidence is complete", "right");
        JSInterop.VerifyInvoke("sessionStorage.removeItem");
    }

    [Fact]
    public void A_reason_to_reject_is_not_offered_as_a_reason_to_approve()
    {
        var dialog = Open();
        dialog.Find("textarea").Change("The cut-off is too low");

        dialog.Render(parameters => parameters.Add(one => one.Keep, "PR-0001/Reject"));

        Assert.Equal("", dialog.Find("textarea").GetAttribute("value") ?? "");
    }

    [Fact]
    public void What_is_signed_is_shown_whole()
    {
        var dialog = Open();

        Assert.Contains(Digest, dialog.Markup);
        Assert.DoesNotContain("right", new Signing("why", "right").ToString());
    }

    private static string Digest => "sha256:" + new string('a', 64);

    private IRenderedComponent<SignDialog> Open() => Render<SignDialog>(parameters => parameters
        .Add(dialog => dialog.Open, true)
        .Add(dialog => dialog.Title, "Approve")
        .Add(dialog => dialog.Meaning, "I approve.")
        .Add(dialog => dialog.Digest, Digest)
        .Add(dialog => dialog.Keep, "PR-0001/Approve")
        .Add(dialog => dialog.ReasonRequired, true)
        .Add(dialog => dialog.OnClose, () => _closed = true)
        .Add(dialog => dialog.OnSign, signing =>
        {
            _signed.Add(signing);
            return Task.FromResult(_answer);
        }));

    private static void Fill(IRenderedComponent<SignDialog> dialog, string reason, string password)
    {
        dialog.Find("textarea").Change(reason);
        dialog.Find("input[type=password]").Change(password);
        dialog.Find("form").Submit();
    }
}
