using Portal.Data;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Whether what runs may be stopped, by what its entry says of that.</summary>
internal static class Stopping
{
    public static Refusal? WhyNot(PublishedEntry entry, Actor actor) => entry.MayStop == MayStop.NotWithoutExecutive && !actor.Is(entry.AccountableExecutive)
        ? new NotAllowed($"{entry.Code} may not be stopped without its accountable executive.")
        : null;

    /// <summary>
    /// Suspends by itself for what was missed; where the system may not be stopped, its accountable executive has to sign an exception at
    /// once, and has a finding that says so. True when it is suspended.
    /// </summary>
    public static async Task<bool> AsFarAsItMay(PortalDb db, Actor portal, Promotion promotion, Missed missed, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        if (await RegisterQueries.Published(db, promotion.System, ct) is not { } entry)
            return false;
        if (entry.MayStop == MayStop.NotWithoutExecutive)
        {
            if (entry.AccountableExecutive is { } executive)
            {
                var title = $"Sign an exception: {missed.What} and {entry.Code} may not be stopped";
                await Raised.Raise(db, portal, new(FindingSource.Condition, FindingSeverity.Severe, promotion.System, title, missed.Reason, executive, calendar.Today) { About = promotion.Code, Key = missed.Key }, now, ct);
            }

            return false;
        }

        return promotion.Suspend(new(SuspendPromotion.Shortened(missed.Reason), SuspendPromotion.Shortened(await Fallback(db, entry, ct)), now, null), now) is null
            && await SuspendPromotion.Record(db, portal, promotion, now, ct);
    }

    /// <summary>What the entry declares to take over.</summary>
    public static async Task<string> Fallback(PortalDb db, PublishedEntry entry, CancellationToken ct) =>
        (await db.SystemWithRevisions(entry.Code, ct))?.Published?.Content.Fallback ?? "";
}

/// <summary>Something that was due and is not there: in a few words, as a sentence, and the key of the finding that says so once.</summary>
internal sealed record Missed(string What, string Reason, string Key);
