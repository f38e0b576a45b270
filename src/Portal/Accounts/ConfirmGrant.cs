using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>The second administrator's signature under a grant that one proposed: from then on the role is held.</summary>
public sealed class ConfirmGrant(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(RoleGrantId Grant, Digest Displayed, StepUpToken Token);

    /// <summary>What the signature says; bound to the credential that is asked for it.</summary>
    public static string Meaning(Role role, string person) => $"I confirm that {person} is granted the role {Roles.Title(role).ToLowerInvariant()}.";

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.RoleGrants.SingleOrDefaultAsync(grant => grant.Id == input.Grant, ct) is not { } grant)
            return new NotFound("This grant");

        var subject = grant.Person.ToString();
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "role.confirm", subject, unfit);
        if (input.Displayed != grant.Digest)
            return new Changed("The grant is not what was shown. Read it again.");
        if (await Refusal(db, grant, actor.Person.GetValueOrDefault(), now, ct) is { } refusal)
            return db.Refused(actor, now, "role.confirm", subject, refusal);

        var name = await db.Users.Where(user => user.Id == grant.Person.Value).Select(user => user.Name).SingleAsync(ct);
        var meaning = Meaning(grant.Role, name);
        var proof = await StepUp.Redeem(db, input.Token, actor, input.Displayed, meaning, now, ct);
        if (!proof.Succeeded(out var authenticated, out var unproven))
            return db.Refused(actor, now, "role.confirm", subject, unproven);

        db.Record(new EntryDraft(actor, now, "role.granted", subject)
        {
            After = input.Displayed,
            Reason = grant.Reason,
            Details = new Dictionary<string, string>(GrantRole.DetailsOf(grant)) { ["meaning"] = meaning, ["authenticated"] = authenticated.InWords, ["authenticatedAt"] = EntryDraft.Timestamp(authenticated.At) },
        });
        return new Done();
    }, ct);

    private static async Task<Refusal?> Refusal(PortalDb db, RoleGrant grant, PersonId administrator, DateTimeOffset now, CancellationToken ct)
    {
        // What the person holds may have changed since the proposal.
        var others = (await db.LiveRolesOf(grant.Person, ct)).Where(role => role != grant.Role);
        return RoleRules.Conflict(grant.Role, others) is { } conflict ? new NotAllowed(conflict) : grant.Confirm(administrator, now);
    }
}
