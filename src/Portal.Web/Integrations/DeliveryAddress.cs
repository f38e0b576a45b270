using Portal.Integrations;
using Portal.Shared;
using Portal.Web.Findings;

namespace Portal.Web.Integrations;

/// <summary>What an address asks of the outbox. Pages pass over what is no choice, downloads refuse it by name.</summary>
public sealed record DeliveryAddress(DeliveryFilter Filter, IReadOnlyList<Fault> Faults)
{
    public static readonly IReadOnlyList<string> Filtering = ["state", "kind", "webhook"];

    public static DeliveryAddress Read(Func<string, IReadOnlyList<string>> valuesOf)
    {
        var address = new ListAddress(valuesOf);
        WebhookId? webhook = Guid.TryParse(address.Last("webhook"), out var id) ? new WebhookId(id) : null;
        if (address.Last("webhook") is not null && webhook is null)
            address.Fault("webhook", "It is a webhook's id.");
        return new DeliveryAddress(new DeliveryFilter(One<DeliveryState>("state"), One<DeliveryKind>("kind"), webhook), address.Faults);

        T? One<T>(string key) where T : struct, Enum => address.Last(key) is { } text ? address.Choice<T>(key, text) : null;
    }
}
