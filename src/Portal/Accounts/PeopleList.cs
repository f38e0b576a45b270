using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

public sealed record PersonRow(
    PersonId Id, string Name, string Email, string Department, PersonState State, DateTimeOffset? LastSignInAt, IReadOnlyList<Role> Roles, IReadOnlyList<Role> Proposed)
{
    /// <summary>Of an account that ends by itself.</summary>
    public DateOnly? LastDay { get; init; }

    public bool IsErased => PortalUser.IsErasedAddress(Email);
}

public sealed record HeldToken(string Name, string Label, int Scopes, DateTimeOffset ExpiresAt);

/// <summary>Which people; every part that is absent lets all pass.</summary>
public sealed record PersonFilter(string? Text = null, PersonState? State = null, Role? Role = null, string? Department = null);

/// <summary>Reads people for those who administer them, cut and filtered in the database.</summary>
public sealed class PeopleList(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public async Task<Page<PersonRow>> Page(PersonFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var users = await Matching(db, filter, ct);
        var total = await users.CountAsync(ct);
        var rows = await users.OrderBy(user => user.State == PersonState.Left).ThenBy(user => user.Name).ThenBy(user => user.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<PersonRow>(await Rows(db, rows, ct), page.Number, page.Size, total);
    }

    public async Task<PersonRow?> One(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Users.AsNoTracking().Where(user => user.Id == person.Value).ToListAsync(ct);
        return (await Rows(db, found, ct)).SingleOrDefault();
    }

    /// <summary>The departments that anybody belongs to, for choosing.</summary>
    public async Task<IReadOnlyList<string>> Departments(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().Where(user => user.Department != "").Select(user => user.Department).Distinct().OrderBy(name => name).ToListAsync(ct);
    }

    /// <summary>The tokens that act for a person, as long as they hold.</summary>
    public async Task<IReadOnlyList<HeldToken>> Tokens(PersonId person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return [.. (await db.ApiTokens.AsNoTracking().Where(token => token.Person == person && token.RevokedAt == null && token.ExpiresAt > now).OrderBy(token => token.ExpiresAt).ThenBy(token => token.Hash).ToListAsync(ct))
            .Select(token => new HeldToken(token.Name, token.Label, token.Scopes.Count, token.ExpiresAt))];
    }

    private static async Task<IQueryable<PortalUser>> Matching(PortalDb db, PersonFilter filter, CancellationToken ct)
    {
        var users = db.Users.AsNoTracking();
        if (filter.Text?.Trim().ToUpperInvariant() is { Length: > 0 } text)
            users = users.Where(user => user.Name.ToUpper().Contains(text) || user.NormalizedEmail!.Contains(text));
        if (filter.State is { } state)
            users = users.Where(user => user.State == state);
        if (filter.Department is { Length: > 0 } department)
            users = users.Where(user => user.Department == department);
        if (filter.Role is { } role)
        {
            var holders = (await db.HoldersOf(role, ct)).Select(person => person.Value).ToList();
            users = users.Where(user => holders.Contains(user.Id));
        }

        return users;
    }

    private async Task<IReadOnlyList<PersonRow>> Rows(PortalDb db, IReadOnlyList<PortalUser> users, CancellationToken ct)
    {
        var ids = users.Select(user => user.Person).ToList();
        var held = await db.RolesOfAll(ids, ct);
        var proposed = (await db.RoleGrants.AsNoTracking().Where(grant => ids.Contains(grant.Person) && grant.State == GrantState.Proposed).ToListAsync(ct)).ToLookup(grant => grant.Person, grant => grant.Role);
        return [.. users.Select(user => new PersonRow(
            user.Person, user.Name, user.Email ?? "", user.Department, user.State, user.LastSignInAt, [.. held[user.Person].Distinct().Order()], [.. proposed[user.Person].Order()]) { LastDay = calendar.LastDayBefore(user.EndsAt) })];
    }
}
