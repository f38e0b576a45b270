using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>What revoking and retiring have in common: what is said, and that the version leaves its stage.</summary>
internal static class Removals
{
    /// <summary>Where something runs that may stop to its fall-back alone, the fall-back is named.</summary>
    public static IReadOnlyList<Fault> Faults(string reason, string fallback, Promotion promotion, PublishedEntry entry)
    {
        List<Fault> faults = [];
        if (string.IsNullOrWhiteSpace(reason))
            faults.Add(new("reason", "Say why."));
        else if (PlainText.RemarkProblem(reason, SuspendPromotion.LongestReason) is { } problem)
            faults.Add(new("reason", problem));
        if (string.IsNullOrWhiteSpace(fallback) && PromotionMoves.InForce.Contains(promotion.State) && entry.MayStop == MayStop.ToFallbackOnly)
            faults.Add(new("fallback", $"{entry.Code} stops to its fall-back alone: say what takes over."));
        else if (!string.IsNullOrWhiteSpace(fallback) && PlainText.RemarkProblem(fallback, SuspendPromotion.LongestReason) is { } unfit)
            faults.Add(new("fallback", unfit));
        return faults;
    }

    /// <summary>After the promotion was revoked or retired: what it brought to the stage leaves it, unless it has gone on to another.</summary>
    public static async Task Complete(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var version = await db.Versions.SingleAsync(version => version.Id == promotion.ModelVersion, ct);
        if (promotion.AppliedAt is not null && version.Stage == promotion.Target && version.MoveTo(Stage.Retired, now) is { } stuck)
            throw new InvalidOperationException(stuck.Message);

        db.Record(new EntryDraft(actor, now, promotion.State == PromotionState.Revoked ? PromotionEvents.Revoked : PromotionEvents.Retired, promotion.Code)
        {
            Before = promotion.SubjectDigest,
            Reason = promotion.Removal?.Reason,
            Details = new Dictionary<string, string> { ["version"] = version.Label, ["stage"] = promotion.Target.ToString(), ["fallback"] = promotion.Removal?.Fallback ?? "" },
        });
        await PromotionMails.Removed(db, actor, promotion, now, ct);
    }
}
