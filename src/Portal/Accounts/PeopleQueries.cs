using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

public sealed record PersonLine(PersonId Id, string Name, string Email, string Department);

/// <summary>Finds people, by id for what is shown and by address for what is sent.</summary>
public sealed class PeopleQueries(IDbContextFactory<PortalDb> dbs)
{
    public async Task<IReadOnlyList<PersonLine>> All(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().OrderBy(user => user.Name).ThenBy(user => user.Id)
            .Select(user => new PersonLine(new PersonId(user.Id), user.Name, user.Email!, user.Department))
            .ToListAsync(ct);
    }

    /// <summary>Everybody who is still there, for choosing.</summary>
    public async Task<IReadOnlyList<PersonLine>> Present(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().Where(user => user.State != PersonState.Left).OrderBy(user => user.Name).ThenBy(user => user.Id)
            .Select(user => new PersonLine(new PersonId(user.Id), user.Name, user.Email!, user.Department))
            .ToListAsync(ct);
    }

    public async Task<IReadOnlyDictionary<PersonId, PersonLine>> ById(IEnumerable<PersonId> people, CancellationToken ct)
    {
        var ids = people.Select(person => person.Value).Distinct().ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id))
            .Select(user => new PersonLine(new PersonId(user.Id), user.Name, user.Email!, user.Department))
            .ToDictionaryAsync(person => person.Id, ct);
    }

    /// <summary>As they were called and where they belonged then; who had no account yet is not in the answer.</summary>
    public async Task<IReadOnlyDictionary<PersonId, PersonLine>> ById(IEnumerable<PersonId> people, AsOf asOf, CancellationToken ct)
    {
        if (asOf.At is not { } at)
            return await ById(people, ct);

        var ids = people.Select(person => person.Value).Distinct().ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from was in db.PeopleAt(at)
            join user in db.Users on was.UserId equals user.Id
            where ids.Contains(was.UserId)
            select new PersonLine(new PersonId(user.Id), was.Name, user.Email!, was.Department)).ToDictionaryAsync(person => person.Id, ct);
    }

    /// <summary>The people behind addresses; an address that nobody has is not in the answer.</summary>
    public async Task<IReadOnlyDictionary<string, PersonLine>> ByEmail(IEnumerable<string> addresses, CancellationToken ct)
    {
        var wanted = addresses.Select(address => address.Trim().ToUpperInvariant()).Distinct().ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Users.AsNoTracking().Where(user => wanted.Contains(user.NormalizedEmail!))
            .Select(user => new PersonLine(new PersonId(user.Id), user.Name, user.Email!, user.Department))
            .ToListAsync(ct);
        return found.ToDictionary(person => person.Email, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The people whose name or address has these letters in it, by name.</summary>
    public async Task<IReadOnlyList<PersonLine>> Find(string text, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().Where(user => user.Name.ToLower().Contains(text) || user.Email!.ToLower().Contains(text)).OrderBy(user => user.Name).ThenBy(user => user.Id).Take(most)
            .Select(user => new PersonLine(new PersonId(user.Id), user.Name, user.Email!, user.Department))
            .ToListAsync(ct);
    }

    /// <summary>Everybody who holds a role; for choosing, and for saying who may decide.</summary>
    public async Task<IReadOnlyList<PersonLine>> Holding(Role role, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ids = (await db.HoldersOf(role, ct)).Select(person => person.Value).ToList();
        return await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id) && user.State != PersonState.Left).OrderBy(user => user.Name).ThenBy(user => user.Id)
            .Select(user => new PersonLine(new PersonId(user.Id), user.Name, user.Email!, user.Department))
            .ToListAsync(ct);
    }
}
