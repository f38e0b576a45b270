using Portal.Accounts;

namespace Portal.Web.Ui;

/// <summary>The reason that was typed, and the proof of who typed it.</summary>
public sealed record Signing(string Reason, StepUpToken Token)
{
    // The proof must not reach a log by way of the record's own text.
    public override string ToString() => nameof(Signing);
}
