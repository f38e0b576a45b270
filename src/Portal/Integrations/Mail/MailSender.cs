using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Portal.Integrations.Webhooks;

namespace Portal.Integrations.Mail;

/// <summary>One attempt to hand a mail to the SMTP server: plain text, with the link beneath it.</summary>
public sealed class MailSender(PortalOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    internal async Task<Outcome> Send(Delivery delivery, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var message = Message(delivery);
            using var client = Client();
            await client.SendMailAsync(message, patience.Token);
            return new Outcome(true, $"{options.Smtp.Host} took it.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Outcome(false, $"{options.Smtp.Host} did not take it within {Patience.TotalSeconds:0} seconds.");
        }
        catch (SmtpException fault)
        {
            return new Outcome(false, Said(fault));
        }
        catch (Exception fault) when (fault is IOException or FormatException or InvalidOperationException)
        {
            return new Outcome(false, fault.Message);
        }
    }

    private MailMessage Message(Delivery delivery)
    {
        var smtp = options.Smtp;
        var text = $"{delivery.Body}\n\n{CloudEvent.LinkTo(delivery.Path, options.PublicUrl)}\n".ReplaceLineEndings("\r\n");
        var message = new MailMessage(smtp.From, delivery.Target)
        {
            Subject = delivery.Title,
            SubjectEncoding = Encoding.UTF8,
            Body = text,
            BodyEncoding = Encoding.UTF8,
            // Readable as it is where it can be. The framework's quoted-printable escapes line breaks, which it must not in text.
            BodyTransferEncoding = Ascii.IsValid(text) ? TransferEncoding.SevenBit : TransferEncoding.Base64,
        };

        // The same on each try, so that a reader's program shows one mail where two arrived.
        message.Headers.Add("Message-ID", $"<{delivery.Id}@{message.From?.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private SmtpClient Client()
    {
        var smtp = options.Smtp;
        var client = new SmtpClient(smtp.Host, smtp.Port) { EnableSsl = smtp.Tls == SmtpTls.StartTls };
        if (smtp.User.Length > 0)
            client.Credentials = new NetworkCredential(smtp.User, smtp.Secret());
        return client;
    }

    /// <summary>The server's own words where it said any.</summary>
    private static string Said(SmtpException fault)
    {
        var innermost = (Exception)fault;
        while (innermost.InnerException is { } inner)
            innermost = inner;
        return fault.StatusCode == SmtpStatusCode.GeneralFailure ? innermost.Message : $"{(int)fault.StatusCode} {innermost.Message}";
    }
}
