namespace Portal.Integrations;

public enum DeliveryKind { Mail = 1, Webhook }

public enum DeliveryState
{
    /// <summary>For its next attempt.</summary>
    Waiting = 1,

    /// <summary>The other side took it.</summary>
    Delivered,

    /// <summary>Given up after its last attempt; a person may send it again.</summary>
    Dead,
}

/// <summary>Every move that a delivery can make; what is not here does not happen.</summary>
public static class DeliveryMoves
{
    private static readonly (DeliveryState From, DeliveryState To)[] Table =
    [
        (DeliveryState.Waiting, DeliveryState.Delivered),
        (DeliveryState.Waiting, DeliveryState.Dead),
        (DeliveryState.Delivered, DeliveryState.Waiting),
        (DeliveryState.Dead, DeliveryState.Waiting),
    ];

    public static bool CanMove(DeliveryState from, DeliveryState to) => Table.Contains((from, to));
}
