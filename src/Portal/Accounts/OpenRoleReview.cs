using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Opens this quarter's review of all held roles. An administrator does, or the portal when a quarter begins.</summary>
public sealed class OpenRoleReview(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public Task<Result<RoleReviewId>> Run(Actor actor, CancellationToken ct) => dbs.WriteAsync<RoleReviewId>(async db =>
    {
        var now = time.GetUtcNow();
        if (actor.Through != Through.System && Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "recertification.open", RoleReview.NameAt(now), unfit);
        if (await db.RoleReviews.AnyAsync(review => review.Name == RoleReview.NameAt(now), ct))
            return new NotAllowed($"The review of {RoleReview.NameAt(now)} is open already.");
        if (await db.HeldGrants().ToListAsync(ct) is not { Count: > 0 } held)
            return new NotAllowed("Nobody holds a role, so there is nothing to review.");

        var review = new RoleReview(RoleReview.NameAt(now), actor.Person, now);
        review.Items.AddRange(held.Select(grant => new RoleReviewItem(review.Id, grant)));
        db.RoleReviews.Add(review);
        db.Record(new EntryDraft(actor, now, "recertification.opened", review.Name) { Details = new Dictionary<string, string> { ["roles"] = held.Count.ToString(), ["due"] = review.Due.ToString("O") } });
        return review.Id;
    }, ct);

    /// <summary>A quarter began and nobody opened its review: roles that were granted before are looked at again.</summary>
    internal async Task<bool> IsDue(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (name, start) = (RoleReview.NameAt(now), RoleReview.QuarterStart(now));
        await using var db = await dbs.CreateDbContextAsync(ct);
        return !await db.RoleReviews.AnyAsync(review => review.Name == name, ct) && await db.HeldGrants().AnyAsync(grant => grant.ValidFrom < start, ct);
    }
}
