using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;

namespace Portal.Accounts;

/// <summary>Makes the link of an invitation, and mails it where there is a mail server; the administrator is shown it either way.</summary>
public sealed class Invitations(SealingKey key, PortalOptions options)
{
    public bool AreMailed => options.Smtp.IsSet;

    internal async Task<string> Make(PortalDb db, PortalUser user, DateTimeOffset now, CancellationToken ct)
    {
        var secret = await OneTimeLinks.Make(db, user.Person, LinkPurpose.Invitation, now, ct);
        if (AreMailed)
            db.EnqueueMailWithSecret(user.Email ?? "", MailText.Invited(user.Person, user.Name), secret, key, now);
        return secret;
    }
}
