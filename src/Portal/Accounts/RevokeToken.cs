using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Ends a token: its person does, or an administrator. The next request with it is refused.</summary>
public sealed class RevokeToken(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Hash, string Reason);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.ApiTokens.SingleOrDefaultAsync(token => token.Hash == input.Hash, ct) is not { } token)
            return new NotFound("This token");
        if (actor.Through != Through.Session || actor.Person is not { } person || !actor.Is(token.Person) && !actor.May(Permission.ManagePeople))
            return db.Refused(actor, now, "token.revoke", token.Person.ToString(), new Forbidden("A token is revoked by its person or an administrator, in the page."));
        if (string.IsNullOrWhiteSpace(input.Reason))
            return new Invalid("reason", "Say why: the reason is on record.");
        if (PlainText.RemarkProblem(input.Reason, ApiToken.LongestReason) is { } problem)
            return new Invalid("reason", problem);
        if (token.Revoke(person, now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, "token.revoked", token.Person.ToString())
        {
            Reason = input.Reason.Trim(),
            Details = new Dictionary<string, string> { ["token"] = token.Name },
        });
        return new Done();
    }, ct);

    /// <summary>All that hold, within the change that is the reason.</summary>
    internal static async Task RevokeAll(PortalDb db, Actor actor, PersonId person, string reason, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var token in await db.ApiTokens.Where(token => token.Person == person && token.RevokedAt == null && token.ExpiresAt > now).ToListAsync(ct))
        {
            _ = token.Revoke(actor.Person, now);
            db.Record(new EntryDraft(actor, now, "token.revoked", person.ToString()) { Reason = reason, Details = new Dictionary<string, string> { ["token"] = token.Name } });
        }
    }
}
