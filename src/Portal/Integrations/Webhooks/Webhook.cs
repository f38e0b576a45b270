using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>Somebody else's address that is told what happens here, with the secret that proves who tells.</summary>
public sealed class Webhook : IVersioned
{
    /// <summary>How long the secret before this one signs along, so that the other side can change over without a gap.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private Webhook() { }

    public Webhook(WebhookId id, string url, IEnumerable<string> types, byte[] sealedSecret, PersonId by, long nextEntry, DateTimeOffset now)
    {
        (Id, Url, Types, Secret, CreatedBy, NextEntry, CreatedAt) = (id, url, [.. types], sealedSecret, by, nextEntry, now);
        State = WebhookState.On;
    }

    public WebhookId Id { get; private set; }

    public string Url { get; private set; } = "";

    /// <summary>The events that it wants; none chosen are all there are, those of later portals too.</summary>
    public List<string> Types { get; private set; } = [];

    public WebhookState State { get; private set; }

    public WebhookOff? OffBecause { get; private set; }

    /// <summary>Sealed for this webhook.</summary>
    public byte[] Secret { get; private set; } = [];

    public byte[]? EarlierSecret { get; private set; }

    public DateTimeOffset? EarlierSecretEndsAt { get; private set; }

    /// <summary>The first entry of the ledger that was not looked at for this webhook.</summary>
    public long NextEntry { get; private set; }

    /// <summary>The size of the last checkpoint that it took, where it wants them.</summary>
    public long LastCheckpoint { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public PersonId CreatedBy { get; private set; }

    public int Version { get; private set; }

    /// <summary>How the ledger names it.</summary>
    public string Subject => SubjectOf(Id);

    public static string SubjectOf(WebhookId id) => $"webhook/{id}";

    public string Host => new Uri(Url).Authority;

    public bool WantsCheckpoints => Types.Contains(EventTypes.Checkpoint);

    public IReadOnlyList<string> Wanted => Types.Count > 0 ? Types : EventTypes.Names;

    /// <summary>False when it is off already.</summary>
    internal bool TurnOff(WebhookOff why)
    {
        if (State == WebhookState.Off)
            return false;

        (State, OffBecause) = (WebhookState.Off, why);
        return true;
    }

    /// <summary>It hears of what happens from now on; what happened while it was off is not made up for.</summary>
    internal bool TurnOn(long nextEntry)
    {
        if (State == WebhookState.On)
            return false;

        (State, OffBecause, NextEntry) = (WebhookState.On, null, nextEntry);
        return true;
    }

    internal void Rotate(byte[] sealedSecret, DateTimeOffset now) =>
        (EarlierSecret, EarlierSecretEndsAt, Secret) = (Secret, now + Overlap, sealedSecret);

    internal void ToldCheckpoint(long size) => LastCheckpoint = size;

    internal void LookedUpTo(long nextEntry) => NextEntry = nextEntry;

    /// <summary>The sealed secrets that sign now, the newest first.</summary>
    internal IReadOnlyList<byte[]> SecretsAt(DateTimeOffset now) =>
        EarlierSecret is { } earlier && EarlierSecretEndsAt > now ? [Secret, earlier] : [Secret];
}
