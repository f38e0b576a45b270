using System.Text;
using Portal.Data;
using Portal.Integrations.Mail;
using Portal.Integrations.Webhooks;
using Portal.Shared;

namespace Portal.Integrations;

/// <summary>
/// Something that leaves the portal: a mail or an event for a webhook. It is written in the transaction of its cause and tried until
/// it arrives or is given up; what it says and its id are the same on each try.
/// </summary>
public sealed class Delivery : IVersioned
{
    public const int LongestTarget = 2000;
    public const int LongestAnswer = 600;

    /// <summary>Longer than an attempt can take: whoever began it and did not tell its end by then was stopped.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>A mail that found no server for so long tells of what is past.</summary>
    private static readonly TimeSpan Untold = TimeSpan.FromDays(7);

    private const int KeptAttempts = 30;

    private Delivery() { }

    public DeliveryId Id { get; private set; }

    public DeliveryKind Kind { get; private set; }

    /// <summary>A mail address, or the address of a webhook.</summary>
    public string Target { get; private set; } = "";

    public WebhookId? Webhook { get; private set; }

    /// <summary>The act that it tells of, in the ledger's words: promotion.approved.</summary>
    public string Type { get; private set; } = "";

    /// <summary>What it is about, as the ledger names it: PR-0001.</summary>
    public string About { get; private set; } = "";

    /// <summary>A mail's subject line.</summary>
    public string? Title { get; private set; }

    public string Body { get; private set; } = "";

    /// <summary>Where in the portal a mail's link leads.</summary>
    public string? Path { get; private set; }

    /// <summary>The secret of a one-time link, which is its fragment; sealed until the mail is handed over, so that no list and no copy of the database tells it.</summary>
    public byte[]? SealedSecret { get; private set; }

    public DeliveryState State { get; private set; }

    /// <summary>Since it was written or sent again by hand.</summary>
    public int Attempts { get; private set; }

    /// <summary>Not before this; while an attempt is under way, when another node may take it for lost.</summary>
    public DateTimeOffset NextAttemptAt { get; private set; }

    public DateTimeOffset? TryingSince { get; private set; }

    /// <summary>All of them, the last first to last.</summary>
    public IReadOnlyList<Attempt> Log { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? DeliveredAt { get; private set; }

    public int Version { get; private set; }

    internal static Delivery OfMail(string address, MailText text, DateTimeOffset now) => new()
    {
        Id = DeliveryId.New(now),
        Kind = DeliveryKind.Mail,
        Target = address,
        Type = text.Type,
        About = text.About,
        Title = text.Title,
        Body = text.Text,
        Path = text.Path,
        State = DeliveryState.Waiting,
        NextAttemptAt = now,
        CreatedAt = now,
    };

    internal Delivery WithSecret(string secret, SealingKey key)
    {
        SealedSecret = key.Seal(Encoding.UTF8.GetBytes(secret), Purpose(Id));
        return this;
    }

    /// <summary>The whole link, for the one who sends it.</summary>
    internal string LinkFrom(string publicUrl, SealingKey key) =>
        CloudEvent.LinkTo(Path, publicUrl) + (SealedSecret is { } box ? "#" + Encoding.UTF8.GetString(key.Unseal(box, Purpose(Id))) : "");

    /// <summary>The link as it may be shown.</summary>
    internal string? ShownLink(string publicUrl) => Path is null ? null : CloudEvent.LinkTo(Path, publicUrl) + (SealedSecret is null ? "" : "#…");

    internal static Delivery OfEvent(Webhook webhook, DeliveryId id, CloudEvent what, DateTimeOffset now) => new()
    {
        Id = id,
        Kind = DeliveryKind.Webhook,
        Target = webhook.Url,
        Webhook = webhook.Id,
        Type = what.Type,
        About = what.Subject,
        Body = what.ToJson(),
        State = DeliveryState.Waiting,
        NextAttemptAt = now,
        CreatedAt = now,
    };

    public bool IsDue(DateTimeOffset now) => State == DeliveryState.Waiting && NextAttemptAt <= now;

    /// <summary>Takes it for one attempt. An attempt that never told its end is written down as what it was.</summary>
    internal void Begin(DateTimeOffset now)
    {
        if (!IsDue(now))
            throw new InvalidOperationException($"Delivery {Id} is not due.");
        if (TryingSince is { } since)
            Note(since, NextAttemptAt, new Outcome(false, "The portal was stopped during this attempt; whether it arrived is not known."));

        Attempts++;
        (TryingSince, NextAttemptAt) = (now, now + Lease);
    }

    /// <summary>Writes down how the attempt ended, and what follows.</summary>
    internal void End(Outcome outcome, double chance, DateTimeOffset now)
    {
        if (TryingSince is not { } since)
            throw new InvalidOperationException($"Delivery {Id} was not being tried.");

        Note(since, now, outcome);
        TryingSince = null;
        if (outcome.Arrived)
        {
            Move(DeliveryState.Delivered);
            DeliveredAt = now;
        }
        else if (outcome.Gone || Attempts >= Backoff.MostAttempts)
        {
            Move(DeliveryState.Dead);
        }
        else
        {
            NextAttemptAt = now + Backoff.After(Attempts, chance);
        }
    }

    /// <summary>A person asks for it once more: what has ended begins again, what waits is tried now.</summary>
    internal Refusal? SendAgain(DateTimeOffset now)
    {
        if (TryingSince is not null && NextAttemptAt > now)
            return new NotAllowed("It is being tried at this moment.");

        if (State != DeliveryState.Waiting)
        {
            Move(DeliveryState.Waiting);
            (Attempts, DeliveredAt) = (0, null);
        }

        NextAttemptAt = now;
        return null;
    }

    /// <summary>True when it waited so long for a mail server that it is not sent by itself any more; a person may still ask for it.</summary>
    internal bool GiveUpUntold(DateTimeOffset now)
    {
        if (Kind != DeliveryKind.Mail || Log.Count > 0 || TryingSince is not null || now - CreatedAt <= Untold)
            return false;

        Note(now, now, new Outcome(false, "Not tried: it waited for a mail server for more than a week."));
        Move(DeliveryState.Dead);
        return true;
    }

    /// <summary>There is nobody left to deliver it to.</summary>
    internal void Abandon()
    {
        Move(DeliveryState.Dead);
        TryingSince = null;
    }

    private void Note(DateTimeOffset began, DateTimeOffset ended, Outcome outcome)
    {
        var number = Log.Count == 0 ? 1 : Log[^1].Number + 1;
        var took = (int)Math.Clamp((ended - began).TotalMilliseconds, 0, int.MaxValue);
        Log = [.. Log.TakeLast(KeptAttempts - 1), new Attempt(number, began, took, outcome.Arrived, Answers.Shortened(outcome.Answer))];
    }

    private static string Purpose(DeliveryId id) => $"Deliveries/{id}";

    private void Move(DeliveryState to)
    {
        if (!DeliveryMoves.CanMove(State, to))
            throw new InvalidOperationException($"A delivery does not go from {State} to {to}.");

        State = to;
    }
}
