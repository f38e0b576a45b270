using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Makes a new link for somebody who did not use theirs in time; the old one opens nothing any more.</summary>
public sealed class InviteAgain(IDbContextFactory<PortalDb> dbs, Invitations invitations, TimeProvider time)
{
    public Task<Result<InvitePerson.Invitation>> Run(Actor actor, PersonId person, CancellationToken ct) => dbs.WriteAsync<InvitePerson.Invitation>(async db =>
    {
        var now = time.GetUtcNow();
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "person.invite", person.ToString(), unfit);
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == person.Value, ct) is not { } user)
            return new NotFound("This person");
        if (user.State != PersonState.Invited)
            return new NotAllowed($"{user.Name} does not wait for an invitation.");

        var secret = await invitations.Make(db, user, now, ct);
        db.Record(new EntryDraft(actor, now, "person.invited", person.ToString()));
        return new InvitePerson.Invitation(person, secret);
    }, ct);
}
