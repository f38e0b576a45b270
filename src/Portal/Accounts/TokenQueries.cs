using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>A token as its person and an administrator see it: everything but its secret, which nobody has.</summary>
public sealed record TokenLine(
    string Hash, string Label, PersonLine? Person, string? IssuedBy, TokenKind Kind, IReadOnlyList<Permission> Scopes, IReadOnlyList<SystemId>? Systems,
    string Reason, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, string? RevokedBy)
{
    public string Name => ApiToken.NameOf(Hash);

    public TokenState StateAt(DateTimeOffset now) => RevokedAt is not null ? TokenState.Revoked : ExpiresAt <= now ? TokenState.Expired : TokenState.Holds;
}

public enum TokenState
{
    Holds = 1,
    Expired,
    Revoked,
}

/// <summary>Reads tokens, those that hold first, then the newest.</summary>
public sealed class TokenQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, TimeProvider time)
{
    public Task<Page<TokenLine>> Of(PersonId person, PageRequest page, CancellationToken ct) => Read(tokens => tokens.Where(token => token.Person == person), page, ct);

    /// <summary>Everybody's; for administrators.</summary>
    public Task<Page<TokenLine>> All(PageRequest page, CancellationToken ct) => Read(tokens => tokens, page, ct);

    private async Task<Page<TokenLine>> Read(Func<IQueryable<ApiToken>, IQueryable<ApiToken>> chosen, PageRequest page, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var tokens = chosen(db.ApiTokens.AsNoTracking());
        var total = await tokens.CountAsync(ct);
        var rows = await tokens.OrderBy(token => token.RevokedAt == null && token.ExpiresAt > now ? 0 : 1).ThenByDescending(token => token.CreatedAt).ThenBy(token => token.Hash)
            .Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var named = await people.ById(rows.SelectMany(token => new[] { token.Person, token.IssuedBy, token.RevokedBy }).OfType<PersonId>(), ct);
        return new Page<TokenLine>([.. rows.Select(token => Line(token, named))], page.Number, page.Size, total);
    }

    private static TokenLine Line(ApiToken token, IReadOnlyDictionary<PersonId, PersonLine> named) => new(
        token.Hash, token.Label, named.GetValueOrDefault(token.Person), NameOf(token.IssuedBy, named), token.Kind, token.Scopes, token.Systems,
        token.Reason, token.CreatedAt, token.ExpiresAt, token.LastUsedAt, token.RevokedAt, NameOf(token.RevokedBy, named));

    private static string? NameOf(PersonId? person, IReadOnlyDictionary<PersonId, PersonLine> named) => person is { } id ? named.GetValueOrDefault(id)?.Name : null;
}
