using System.Text;
using Portal.Audit;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Integrations.Webhooks;

/// <summary>
/// What a webhook is told, as a CloudEvent 1.0 in structured mode: which act, on what, when, and where to read on. Ids, codes and
/// figures alone: who may not read the portal learns no name and no reason.
/// </summary>
internal sealed record CloudEvent(string Id, string Source, string Type, string Subject, DateTimeOffset Time, CanonicalValue Data)
{
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The same entry is the same event for every webhook that hears of it.</summary>
    public static CloudEvent Of(LedgerEntry entry, string publicUrl) => new(
        $"entry-{entry.Index}", publicUrl, entry.Action, entry.Subject, entry.Time,
        CanonicalJson.Object(
            ("entry", entry.Index), ("digest", entry.Digest.Text), ("through", entry.Through.ToString()),
            ("link", LinkTo(SubjectPath.Of(entry.Subject), publicUrl)), ("details", DetailsOf(entry))));

    /// <summary>The note as it was signed: whoever keeps it needs nothing else to hold the portal to it.</summary>
    public static CloudEvent Of(LedgerCheckpoint checkpoint, string publicUrl) => new(
        $"checkpoint-{checkpoint.Size}", publicUrl, EventTypes.Checkpoint, "ledger", checkpoint.SignedAt,
        CanonicalJson.Object(("size", checkpoint.Size), ("checkpoint", checkpoint.Note)));

    public static CloudEvent Test(DeliveryId id, string publicUrl, DateTimeOffset now) => new(
        id.ToString(), publicUrl, EventTypes.Test, "webhook", now, CanonicalJson.Object(("link", LinkTo("settings/webhooks", publicUrl))));

    public static string LinkTo(string? path, string publicUrl) => $"{publicUrl.TrimEnd('/')}/{path}";

    public string ToJson() => Encoding.UTF8.GetString(CanonicalJson.Object(
        ("specversion", "1.0"), ("id", Id), ("source", Source), ("type", Type), ("subject", Subject),
        ("time", EntryDraft.Timestamp(Time)), ("datacontenttype", "application/json"), ("data", Data)).ToBytes());

    private static CanonicalValue DetailsOf(LedgerEntry entry) =>
        (CanonicalJson.Parse(entry.Bytes) as CanonicalValue.Object)?["details"] ?? CanonicalJson.Object();
}
