using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>Why a client does not get past the gate, in words that say what does.</summary>
internal static class Gates
{
    public static Gated Unclaimed(RegisteredModel model) =>
        new($"'{model.Name}' belongs to no system, so nobody can decide on it: set the tag {TrackingAccess.SystemTag} to the code of its system first.", "models/registered");

    public static Gated Closed(SealedVersion version, ClientStage asked, ClientStage current) => new(asked switch
    {
        ClientStage.Archived => $"{version.System} {version.Label} is in {current}: it leaves when another version is promoted in its place.",
        _ when asked < current => $"{version.System} {version.Label} is in {current} and does not go back.",
        _ => $"{version.System} {version.Label} goes to {asked} by a promotion that the portal has applied, and there is none. Request it on the version's page.",
    }, version.Page);

    public static Gated Suspended(SealedVersion version, string alias) => new(
        $"The alias '{alias}' is protected, and {version.System} {version.Label} is suspended: it leads there again when the promotion is resumed.", version.Page);

    public static Gated Protected(SealedVersion version, string alias) => new(
        $"The alias '{alias}' is protected: it points only at versions that a promotion brought to Pilot or Production, and {version.System} {version.Label} is not there. Request its promotion on the version's page.", version.Page);
}
