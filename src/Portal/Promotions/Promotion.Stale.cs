using Portal.Shared;

namespace Portal.Promotions;

/// <summary>When what it rests on is no longer what was shown.</summary>
public sealed partial class Promotion
{
    /// <summary>What made the request stale in this revision, and who published it last: what earlier signers read before they confirm.</summary>
    public IReadOnlyList<Difference> StaleFields { get; private set; } = [];

    public PersonId? StaleBy { get; private set; }

    /// <summary>How often it went stale, over all revisions.</summary>
    public int StaleTimes { get; private set; }

    /// <summary>How often by what its own requester published.</summary>
    public int StaleByRequester { get; private set; }

    /// <summary>Compares with the subject as it is now; true when that made the request stale.</summary>
    public bool GoesStale(Subject current, PersonId? by, DateTimeOffset now)
    {
        if (!PromotionMoves.CanGoStale.Contains(State) || Subject.Against(current) is not { Count: > 0 } changed)
            return false;

        GoStale(changed, by, now);
        return true;
    }

    /// <summary>A newer policy asked for open requests to be gated again.</summary>
    public bool GoesUnder(int policy, PersonId? by, DateTimeOffset now)
    {
        if (!PromotionMoves.CanGoStale.Contains(State) || policy <= PolicyNumber)
            return false;

        GoStale([new Difference("Policy", PolicyNumber.ToString(), policy.ToString())], by, now);
        return true;
    }

    private void GoStale(IReadOnlyList<Difference> changed, PersonId? by, DateTimeOffset now)
    {
        (StaleFields, StaleBy, StaleTimes) = (SinceFirst(changed), by, StaleTimes + 1);
        if (by == Requester)
            StaleByRequester++;
        Move(PromotionState.Stale, now);
        Stand(now);
    }

    /// <summary>A field that changed twice changed from what was signed first.</summary>
    private IReadOnlyList<Difference> SinceFirst(IReadOnlyList<Difference> now) =>
    [
        .. StaleFields.Where(before => now.All(one => one.Field != before.Field)),
        .. now.Select(one => StaleFields.FirstOrDefault(before => before.Field == one.Field) is { } before ? one with { Before = before.Before } : one),
    ];
}
