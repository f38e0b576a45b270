using Portal.Shared;

namespace Portal.Integrations;

/// <summary>What the use cases of webhooks and deliveries share.</summary>
internal static class IntegrationAccess
{
    public static readonly Refusal Denied = new Forbidden("Webhooks and deliveries are looked after by administrators.");

    /// <summary>A person, in a page: a secret is shown to nobody else.</summary>
    public static bool MayManage(this Actor actor) => actor.Through == Through.Session && actor.Person is not null && actor.May(Permission.ManageIntegrations);
}
