using Portal.Integrations;
using Portal.Integrations.Webhooks;

namespace Portal.Web.Integrations;

/// <summary>How people read what leaves the portal.</summary>
internal static class DeliveryWords
{
    private static readonly Dictionary<string, string> Titles = EventTypes.All.ToDictionary(type => type.Name, type => type.Title);

    public static string Of(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Mail => "Mail",
        DeliveryKind.Webhook => "Webhook",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(Hold hold) => hold switch
    {
        Hold.NoMailServer => "no SMTP server is set",
        Hold.WebhookOff => "its webhook is off",
        _ => throw new ArgumentOutOfRangeException(nameof(hold), hold, null),
    };

    /// <summary>An event of a later or earlier portal is shown as it is named.</summary>
    public static string OfType(string type) => type == EventTypes.Test ? "Test event" : Titles.GetValueOrDefault(type, type);

    public static string Tries(int attempts) => attempts == 1 ? "1 attempt" : $"{attempts} attempts";
}
