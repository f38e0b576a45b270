using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// A policy that lifts systems above the tier that risk has confirmed changes no entry by itself: whoever answers for the system submits
/// it again, and that is a finding until it is done.
/// </summary>
public sealed class TierByPolicy(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time) : IReaction<PolicyPublished>
{
    private const int Days = 30;
    private static readonly Actor Portal = Actor.System("tier-by-policy");

    public async Task React(PolicyPublished what, CancellationToken ct)
    {
        if (what.Number == 1)
            return;

        _ = await dbs.WriteAsync<Done>(async db =>
        {
            var (before, after) = (await db.PolicyOf(what.Number - 1, ct), await db.PolicyOf(what.Number, ct));
            var published = await (
                from system in db.Systems.AsNoTracking()
                from revision in system.Revisions
                where system.RetiredAt == null && revision.State == EntryState.Published
                orderby system.Code
                select new { system.Id, system.Code, revision.ConfirmedTier, revision.Content }).ToListAsync(ct);
            foreach (var entry in published)
            {
                var owed = after.TierOf(entry.Content.Answers);
                if (owed == before.TierOf(entry.Content.Answers) || owed is not { } tier || !(entry.ConfirmedTier < tier) || entry.Content.BusinessOwner is not { } owner)
                    continue;

                _ = await Raised.Raise(db, Portal, new NewFinding(
                    FindingSource.Review, FindingSeverity.Moderate, entry.Id, $"Policy {after.Number} puts {entry.Code} into Tier {EntryWords.Of(tier)}",
                    $"{string.Join(" ", after.FloorsUnder(entry.Content.Answers).Where(floor => floor.Tier == tier).Select(floor => floor.Why))} Submit the entry again, so that risk confirms the tier.",
                    owner, calendar.Today.AddDays(Days))
                {
                    About = PolicyEvents.SubjectOf(after.Number),
                    Key = $"{PolicyEvents.SubjectOf(after.Number)}/{entry.Code}",
                }, time.GetUtcNow(), ct);
            }

            return default(Done);
        }, ct);
    }
}
