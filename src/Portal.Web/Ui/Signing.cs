namespace Portal.Web.Ui;

/// <summary>What the person typed in order to sign.</summary>
public sealed record Signing(string Reason, string Password)
{
    // A password must not reach a log by way of the record's own text.
    public override string ToString() => nameof(Signing);
}
