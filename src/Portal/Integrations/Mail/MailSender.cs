using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Portal.Data;

namespace Portal.Integrations.Mail;

/// <summary>One attempt to hand a mail to the SMTP server: plain text, with the link beneath it.</summary>
public sealed class MailSender(PortalOptions options, SealingKey key)
{
    private const int FirstFinal = 550;
    private const int LastFinal = 559;
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
        catch (CryptographicException)
        {
            return new Outcome(false, "The link in it was sealed under a key that is not here any more.", Gone: true);
        }
        catch (SmtpException fault)
        {
            return new Outcome(false, Said(fault), Gone: IsFinal(fault));
        }
        catch (Exception fault) when (fault is IOException or FormatException or InvalidOperationException)
        {
            return new Outcome(false, fault.Message);
        }
    }

    /// <summary>
    /// The mailbox or the mail is refused for good (RFC 5321, 4.2.1). Other answers of 500 are about the connection or the sign-in, which
    /// an operator puts right.
    /// </summary>
    private static bool IsFinal(SmtpException fault) => (int)fault.StatusCode is >= FirstFinal and <= LastFinal;

    private MailMessage Message(Delivery delivery)
    {
        var smtp = options.Smtp;
        var text = $"{delivery.Body}\n\n{delivery.LinkFrom(options.PublicUrl, key)}\n".ReplaceLineEndings("\r\n");
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
