using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Makes an API token for a person. Only the portal itself issues tokens so far, when it sets up a demo.</summary>
public sealed class IssueToken(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(365);

    public sealed record Input(PersonId Person, string Secret, IReadOnlyList<Permission> Scopes);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        if (actor.Through != Through.System)
            return new Forbidden("Only the portal itself issues tokens.");
        if (input.Secret.Length < ApiToken.ShortestSecret)
            return new Invalid("secret", $"A token has at least {ApiToken.ShortestSecret} characters.");

        var now = time.GetUtcNow();
        var token = new ApiToken(input.Person, input.Secret, input.Scopes, now, now + Validity);
        if (await db.ApiTokens.AnyAsync(known => known.Hash == token.Hash, ct))
            return new Done();

        db.ApiTokens.Add(token);
        db.Record(new EntryDraft(actor, now, "token.issued", input.Person.ToString())
        {
            Details = new Dictionary<string, string> { ["token"] = token.Name, ["scopes"] = string.Join(", ", input.Scopes) },
        });
        return new Done();
    }, ct);
}
