using Bunit;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Tests.Support;
using Portal.Web.Ui;

namespace Portal.Web.Tests.Ui;

/// <summary>Over the real step-up of a running portal, with a person who has no second factor, as in a demo.</summary>
public sealed class SignDialogTests : BunitContext, IAsyncLifetime
{
    private readonly List<Signing> _signed = [];
    private PortalHost _host = null!;
    private Actor _person = null!;
    private string? _answer;
    private bool _closed;

    private string Kept => $"kept:{_person.Person}:PR-0001/Approve";

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _person = await _host.Person("Somebody", Role.TechnicalReviewer);
        this.Over(_host, _person);
        JSInterop.SetupVoid("sessionStorage.removeItem", Kept).SetVoidResult();
    }

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public void Nothing_is_signed_without_a_reason_and_a_password()
    {
        var dialog = Open();

        dialog.Find("form").Submit();
        Assert.Single(dialog.FindAll(".field-error:not([hidden])"));
        dialog.Find("textarea").Change("Evidence is complete");
        dialog.Find("form").Submit();

        Assert.Empty(_signed);
        Assert.Contains("Enter your password", Assert.Single(dialog.FindAll(".field-error:not([hidden])")).TextContent);
    }

    [Fact]
    public void A_refusal_keeps_the_reason_and_forgets_the_password()
    {
        var dialog = Open();

        Fill(dialog, "Evidence is complete", "wrong");

        dialog.WaitForAssertion(() => Assert.Contains("The password is not right.", dialog.Find("[role=alert]").TextContent));
        Assert.Equal("Evidence is complete", dialog.Find("textarea").GetAttribute("value"));
        Assert.Equal("", dialog.Find("input[type=password]").GetAttribute("value") ?? "");
        Assert.False(_closed);
        Assert.Empty(_signed);
    }

    [Fact]
    public void A_signature_carries_the_proof_and_closes_the_dialog()
    {
        var dialog = Open();

        Fill(dialog, " Evidence is complete ", PortalHost.Password);

        dialog.WaitForAssertion(() => Assert.True(_closed));
        Assert.Equal("Evidence is complete", Assert.Single(_signed).Reason);
        Assert.NotEmpty(_signed[0].Token.Secret);
    }

    [Fact]
    public void The_reason_is_kept_under_the_person_s_name_until_it_is_signed()
    {
        var dialog = Open();
        Assert.Equal(Kept, dialog.Find("kept-text:has(textarea)").GetAttribute("key"));

        _answer = "It went stale.";
        Fill(dialog, "Evidence is complete", PortalHost.Password);
        dialog.WaitForAssertion(() => Assert.Contains("It went stale.", dialog.Find("[role=alert]").TextContent));
        Assert.Empty(JSInterop.Invocations);

        _answer = null;
        Fill(dialog, "Evidence is complete", PortalHost.Password);
        dialog.WaitForAssertion(() => JSInterop.VerifyInvoke("sessionStorage.removeItem"));
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
    public void What_is_signed_is_shown_whole_and_the_proof_is_in_no_text()
    {
        var dialog = Open();

        Assert.Contains(Subject, dialog.Markup);
        Assert.DoesNotContain("proof", new Signing("why", new StepUpToken("proof")).ToString(), StringComparison.Ordinal);
    }

    private static string Subject => "sha256:" + new string('a', 64);

    private IRenderedComponent<SignDialog> Open()
    {
        var dialog = Render<SignDialog>(parameters => parameters
            .Add(dialog => dialog.Open, true)
            .Add(dialog => dialog.Title, "Approve")
            .Add(dialog => dialog.Meaning, "I approve.")
            .Add(dialog => dialog.Digest, Subject)
            .Add(dialog => dialog.Keep, "PR-0001/Approve")
            .Add(dialog => dialog.ReasonRequired, true)
            .Add(dialog => dialog.OnClose, () => _closed = true)
            .Add(dialog => dialog.OnSign, signing =>
            {
                _signed.Add(signing);
                return Task.FromResult(_answer);
            }));
        dialog.WaitForElement("form");
        return dialog;
    }

    private static void Fill(IRenderedComponent<SignDialog> dialog, string reason, string password)
    {
        dialog.Find("textarea").Change(reason);
        dialog.Find("input[type=password]").Change(password);
        dialog.Find("form").Submit();
    }
}
