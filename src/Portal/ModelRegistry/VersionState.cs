using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>A version waits for its bytes, then is closed for good.</summary>
public enum VersionState { Incomplete = 1, Sealed }

/// <summary>The allowed moves of a version.</summary>
public static class VersionMoves
{
    private static readonly HashSet<(VersionState From, VersionState To)> States =
    [
        (VersionState.Incomplete, VersionState.Sealed),
    ];

    private static readonly HashSet<(Stage From, Stage To)> Stages =
    [
        (Stage.Development, Stage.Staging),
        (Stage.Development, Stage.Pilot),
        (Stage.Development, Stage.Production),
        (Stage.Development, Stage.Retired),
        (Stage.Staging, Stage.Pilot),
        (Stage.Staging, Stage.Production),
        (Stage.Staging, Stage.Retired),
        (Stage.Pilot, Stage.Production),
        (Stage.Pilot, Stage.Retired),
        (Stage.Production, Stage.Retired),
    ];

    public static bool CanMove(VersionState from, VersionState to) => States.Contains((from, to));

    public static bool CanMove(Stage from, Stage to) => Stages.Contains((from, to));
}
