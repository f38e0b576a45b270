namespace Portal.Integrations.Webhooks;

public enum WebhookState { On = 1, Off }

/// <summary>Why a webhook is off.</summary>
public enum WebhookOff
{
    ByPerson = 1,

    /// <summary>It answered 410 Gone, which asks never to be called again.</summary>
    Gone,
}
