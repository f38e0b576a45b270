using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Register;

/// <summary>How a system went on after it was published, as of a day: its reviews, its end, who runs on it.</summary>
internal sealed record EntryLife(DateTimeOffset? ReviewDue, RetirementView? Retirement, IReadOnlyList<BusinessReview> Reviews, IReadOnlyList<DependentLine> UsedBy)
{
    public static EntryLife None { get; } = new(null, null, [], []);

    public IEnumerable<PersonId> People => Reviews.Select(review => review.By).Concat(Retirement is { By: var by } ? [by] : []);

    public static async Task<EntryLife> Of(AiSystem system, PortalDb db, AsOf asOf, CancellationToken ct)
    {
        var all = await db.BusinessReviews.AsNoTracking().Where(review => review.System == system.Id).OrderByDescending(review => review.At).ToListAsync(ct);
        var reviews = asOf.At is { } at ? all.FindAll(review => review.At <= at) : all;
        var retirement = system is { RetiredAt: { } ended, RetiredBy: { } by } && !(ended > asOf.At) ? new RetirementView(ended, by, new(system.RetiredBecause, system.Outcome, system.Learning)) : null;
        var dependents =
            from dependent in await UsedSystemChanged.Dependents(db, system.Code, asOf, ct)
            from use in dependent.Content.Uses.Where(use => use.System == system.Code)
            select new DependentLine(dependent.Code, dependent.Content.Name, use.Version);
        return new EntryLife(retirement is null ? asOf.At is { } then ? await DueAt(system, reviews, then, db, ct) : system.ReviewDue : null, retirement, reviews, [.. dependents]);
    }

    /// <summary>When it was to be looked at again: by the last look, or the last time that risk confirmed its tier, whichever came later.</summary>
    private static async Task<DateTimeOffset?> DueAt(AiSystem system, IReadOnlyList<BusinessReview> reviews, DateTimeOffset at, PortalDb db, CancellationToken ct)
    {
        var confirmed = system.Revisions.Where(revision => revision.ValidFrom <= at && revision.ConfirmedAt == revision.PublishedAt && revision.ConfirmedBy is not null).MaxBy(revision => revision.Number);
        return confirmed is { ConfirmedAt: { } when, ConfirmedTier: { } tier } && !(reviews.Count > 0 && reviews[0].At > when)
            ? (await db.PolicyAt(when, ct))?.NextReview(when, tier)
            : reviews is [var last, ..] ? last.NextDue : null;
    }
}
