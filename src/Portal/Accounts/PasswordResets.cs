using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Mails a link to whoever forgot their password. Who asks is told that they were heard and nothing else, and the work begins after that:
/// whether an address has an account shows in its mailbox alone, not in words, status or time.
/// </summary>
public sealed partial class PasswordResets(
    IDbContextFactory<PortalDb> dbs, SignInThrottle throttle, SealingKey key, PortalOptions options, TimeProvider time, ILogger<PasswordResets> log) : BackgroundService
{
    private const int MostWaiting = 200;
    private const int LongestAddress = 256;

    // So long that what the portal does meanwhile for those who asked before does not show in it.
    private static readonly TimeSpan AnswerTakes = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(2);

    // Full, it drops the newest: somebody asks for far more than people forget, and whoever means it asks again.
    private readonly Channel<string> _asked = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A link that cannot be sent is not offered.</summary>
    public bool AreOffered => options.Smtp.IsSet;

    /// <summary>Each time counts like a wrong guess: whoever asks for many is slowed down.</summary>
    public async Task Ask(string email, Origin origin, CancellationToken ct)
    {
        await throttle.Pause(origin.Address, ct);
        throttle.Failed(origin.Address);
        await Task.Delay(AnswerTakes, time, ct);
        if (AreOffered && email.Length <= LongestAddress)
            _asked.Writer.TryWrite(email);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var email in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                _ = await Serve(email, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.ServeFailed(log, fault);
            }
        }
    }

    /// <summary>One link in two minutes at most, so that nobody fills a mailbox by asking.</summary>
    internal Task<Result<Done>> Serve(string email, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        var normalized = email.Trim().ToUpperInvariant();
        if (await db.Users.SingleOrDefaultAsync(user => user.NormalizedEmail == normalized && user.State == PersonState.Active, ct) is not { Email: { } address } user)
            return await Refuse(db, now, ct);

        var (person, since) = (user.Person, now - Between);
        if (await db.OneTimeLinks.AnyAsync(link => link.Person == person && link.Purpose == LinkPurpose.PasswordReset && link.MadeAt > since, ct))
            return new Done();

        var secret = await OneTimeLinks.Make(db, person, LinkPurpose.PasswordReset, now, ct);
        db.EnqueueMailWithSecret(address, MailText.PasswordForgotten(person, user.Name), secret, key, now);
        db.Record(new EntryDraft(Actor.System("sign-in"), now, "password.asked", person.ToString()));
        return new Done();
    }, ct);

    private static async Task<Refusal> Refuse(PortalDb db, DateTimeOffset now, CancellationToken ct)
    {
        var nobody = new NotFound("An account of this address");
        db.KeepWhenRefused();
        return await RefusedSignIns.Add(db, RefusedSignIns.Unknown, now, ct)
            ? db.Refused(Actor.System("sign-in"), now, "password.ask", RefusedSignIns.Unknown, nobody)
            : nobody;
    }

    private static partial class Log
    {
        [LoggerMessage(1203, LogLevel.Error, "A link to set a new password could not be sent")]
        public static partial void ServeFailed(ILogger log, Exception fault);
    }
}
