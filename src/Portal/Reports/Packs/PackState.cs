namespace Portal.Reports.Packs;

public enum PackState { Queued = 1, Making, Ready, Failed, Cancelled }

/// <summary>The moves that there are; none leads out of an end.</summary>
public static class PackMoves
{
    private static readonly HashSet<(PackState From, PackState To)> Moves =
    [
        (PackState.Queued, PackState.Making),
        (PackState.Queued, PackState.Cancelled),
        (PackState.Making, PackState.Ready),
        (PackState.Making, PackState.Failed),
        (PackState.Making, PackState.Cancelled),
    ];

    public static bool CanMove(PackState from, PackState to) => Moves.Contains((from, to));
}
