namespace Portal.Inspection;

public enum RequestState
{
    /// <summary>Owners or risk are to answer.</summary>
    Open = 1,

    /// <summary>Whoever asked looks at it.</summary>
    Answered,

    /// <summary>Looked at and not enough: it is to be answered again.</summary>
    Returned,
    Accepted,

    /// <summary>Nothing is wanted any more.</summary>
    Withdrawn,
}

/// <summary>The allowed moves of a request. What was answered is judged, not withdrawn.</summary>
public static class RequestMoves
{
    private static readonly HashSet<(RequestState From, RequestState To)> Allowed =
    [
        (RequestState.Open, RequestState.Answered),
        (RequestState.Open, RequestState.Withdrawn),
        (RequestState.Answered, RequestState.Accepted),
        (RequestState.Answered, RequestState.Returned),
        (RequestState.Returned, RequestState.Answered),
        (RequestState.Returned, RequestState.Withdrawn),
    ];

    /// <summary>In these somebody waits for an answer.</summary>
    public static IReadOnlyList<RequestState> Waiting { get; } = [RequestState.Open, RequestState.Returned];

    public static bool CanMove(RequestState from, RequestState to) => Allowed.Contains((from, to));
}
