namespace Portal.ModelRegistry.Cards;

/// <summary>A revision that its reviewer sends back is a draft again, with remarks.</summary>
public enum CardState { Draft = 1, InReview, Approved }

/// <summary>The allowed moves of a revision.</summary>
public static class CardMoves
{
    private static readonly HashSet<(CardState From, CardState To)> Allowed =
    [
        (CardState.Draft, CardState.InReview),
        (CardState.InReview, CardState.Draft),
        (CardState.InReview, CardState.Approved),
    ];

    public static bool CanMove(CardState from, CardState to) => Allowed.Contains((from, to));
}
