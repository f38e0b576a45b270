using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>Brings policy 1 into force where no policy is: within the set-up, or at the first start after the portal learnt to have any.</summary>
public sealed class AdoptPolicy(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public Task<Result<Done>> Run(Actor actor, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        await Within(db, actor, actor.Person, calendar.Today, time.GetUtcNow(), ct);
        return default(Done);
    }, ct);

    /// <summary>Does nothing where there is a policy already.</summary>
    public static async Task Within(PortalDb db, Actor actor, PersonId? by, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Policies.AnyAsync(policy => policy.State == PolicyState.Published, ct))
            return;

        var policy = PolicyVersion.Adopt(ShippedPolicy.YamlOf(today), by, now);
        db.Policies.Add(policy);
        db.Record(new EntryDraft(actor, now, PolicyEvents.Adopted, "policy-1") { After = policy.Digest, Policy = 1, Reason = policy.Reason });
    }
}
