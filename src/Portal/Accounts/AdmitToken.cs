using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Takes in a token whose secret was chosen elsewhere: the demo's. It carries every scope on every system.</summary>
public sealed class AdmitToken(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(PersonId Person, string Secret, string Label);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        if (actor.Through != Through.System)
            return new Forbidden("Only the portal itself takes in tokens.");
        if (input.Secret.Length < ApiToken.ShortestSecret)
            return new Invalid("secret", $"A token has at least {ApiToken.ShortestSecret} characters.");

        var now = time.GetUtcNow();
        var token = new ApiToken(
            input.Person, input.Secret, input.Label, TokenScopes.All, systems: null, TokenKind.Pipeline, issuedBy: null, reason: "", now, now + ApiToken.LongestValidity);
        if (await db.ApiTokens.AnyAsync(known => known.Hash == token.Hash, ct))
            return new Done();

        db.ApiTokens.Add(token);
        db.Record(IssueToken.Entry(actor, token, now));
        return new Done();
    }, ct);
}
