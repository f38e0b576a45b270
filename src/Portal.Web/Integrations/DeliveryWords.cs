using Portal.Integrations;
using Portal.Integrations.Webhooks;

namespace Portal.Web.Integrations;

/// <summary>How people read what leaves the portal.</summary>
internal static class DeliveryWords
{
    private static readonly Dictionary<string, string> Titles = new(EventTypes.All.Select(type => KeyValuePair.Create(type.Name, type.Title)))
    {
        // Told to people alone, by mail.
        ["person.invited"] = "Invitation",
        ["password.asked"] = "Link for a new password",
        ["credential.locked"] = "Signing locked",
    };

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
}
