using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>Begins, changes and discards the draft of the next policy. Drafts are no governed change, so the ledger hears of them when they are proposed.</summary>
public sealed class DraftPolicy(IDbContextFactory<PortalDb> dbs, LiveFeed<PolicyId> feed, TimeProvider time)
{
    private static readonly Forbidden NotYours = new("Policies are drafted by policy managers.");

    public sealed record Edit(PolicyId Policy, string Yaml, Digest Displayed);

    /// <summary>The draft that there is, or a new one of the policy in force.</summary>
    public Task<Result<PolicyId>> Begin(Actor actor, CancellationToken ct) => dbs.WriteAsync<PolicyId>(async db =>
    {
        if (!actor.May(Permission.ManagePolicies) || actor.Person is not { } person)
            return NotYours;
        if (await db.Policies.FirstOrDefaultAsync(policy => policy.State == PolicyState.Draft || policy.State == PolicyState.Proposed, ct) is { } open)
            return open.Id;

        var draft = PolicyVersion.Begin(await db.Policies.Where(policy => policy.State == PolicyState.Published).OrderByDescending(policy => policy.Number).FirstAsync(ct), person, time.GetUtcNow());
        db.Policies.Add(draft);
        return draft.Id;
    }, ct);

    /// <summary>The digest of the text as it is kept now.</summary>
    public Task<Result<Digest>> Change(Actor actor, Edit edit, CancellationToken ct) => Write<Digest>(actor, edit.Policy, (policy, person) =>
        policy.Edit(edit.Yaml, edit.Displayed, person, time.GetUtcNow()) is { } refusal ? refusal : policy.Digest, ct);

    public Task<Result<Done>> Discard(Actor actor, PolicyId id, CancellationToken ct) => Write<Done>(actor, id, (policy, _) =>
        policy.Discard(time.GetUtcNow()) is { } refusal ? refusal : default(Done), ct);

    private async Task<Result<T>> Write<T>(Actor actor, PolicyId id, Func<PolicyVersion, PersonId, Result<T>> change, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<T>(async db =>
        {
            if (!actor.May(Permission.ManagePolicies) || actor.Person is not { } person)
                return NotYours;
            if (await db.Policies.Include(policy => policy.Editors).SingleOrDefaultAsync(policy => policy.Id == id, ct) is not { } policy)
                return new NotFound("This draft");

            return change(policy, person);
        }, ct);
        feed.Publish(id);
        return result;
    }
}
