using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>The stages that clients know. What they call Production is a pilot too.</summary>
public enum ClientStage { None = 1, Staging, Production, Archived }

public static class ClientStages
{
    /// <summary>Of a version that belongs to no system there is none.</summary>
    public static ClientStage Of(Stage? stage) => stage switch
    {
        Stage.Staging => ClientStage.Staging,
        Stage.Pilot or Stage.Production => ClientStage.Production,
        Stage.Retired => ClientStage.Archived,
        _ => ClientStage.None,
    };
}
