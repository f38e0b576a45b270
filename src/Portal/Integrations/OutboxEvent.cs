using System.Text.Json;
using Portal.Shared;

namespace Portal.Integrations;

/// <summary>An event that waits for the capabilities which react to it; written in the transaction of the change.</summary>
public sealed class OutboxEvent
{
    private OutboxEvent() { }

    public long Id { get; private set; }

    public string Kind { get; private set; } = "";

    public string Payload { get; private set; } = "";

    public DateTimeOffset RaisedAt { get; private set; }

    public bool Delivered { get; private set; }

    public static OutboxEvent Of(PortalEvent what, DateTimeOffset now) => new()
    {
        Kind = what.GetType().Name,
        Payload = JsonSerializer.Serialize(what, what.GetType(), EventJson.Options),
        RaisedAt = now,
    };

    public PortalEvent Read() => Kind switch
    {
        nameof(EntryPublished) => Read<EntryPublished>(),
        nameof(VersionReleased) => Read<VersionReleased>(),
        nameof(SystemRetired) => Read<SystemRetired>(),
        nameof(ExceptionExpired) => Read<ExceptionExpired>(),
        nameof(FindingClaimed) => Read<FindingClaimed>(),
        nameof(FindingOverdue) => Read<FindingOverdue>(),
        nameof(PolicyPublished) => Read<PolicyPublished>(),
        nameof(CardApproved) => Read<CardApproved>(),
        nameof(BaselineMade) => Read<BaselineMade>(),
        nameof(AlertRaised) => Read<AlertRaised>(),
        nameof(QualityFell) => Read<QualityFell>(),
        nameof(PersonLeft) => Read<PersonLeft>(),
        _ => throw new InvalidOperationException($"Nobody knows the event '{Kind}'."),
    };

    public void MarkDelivered() => Delivered = true;

    private T Read<T>() where T : PortalEvent =>
        JsonSerializer.Deserialize<T>(Payload, EventJson.Options) ?? throw new InvalidOperationException($"Event {Id} is empty.");
}
