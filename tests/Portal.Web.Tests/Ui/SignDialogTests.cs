using Bunit;
using Portal.Web.Ui;

namespace Portal.Web.Tests.Ui;

public sealed class SignDialogTests : BunitContext
{
    private readonly List<Signing> _signed = [];
    private string? _answer;
    private bool _closed;

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
