using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>Each reader's own searches of the ledger; a preference, hence no entry.</summary>
public sealed class SavedSearches(IDbContextFactory<PortalDb> dbs)
{
    private const int Most = 30;

    public async Task<IReadOnlyList<SavedSearch>> Of(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.SavedSearches.AsNoTracking().Where(search => search.Person == actor.Person).OrderBy(search => search.Name).ToListAsync(ct);
    }

    /// <summary>A name that is there already gets the new search.</summary>
    public Task<Result<Done>> Save(Actor actor, string name, string query, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        if (actor.Person is not { } person || !actor.May(Permission.ReadAudit))
            return new Forbidden("Searches of the ledger are saved by those who may read it.");
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > SavedSearch.LongestName)
            return new Invalid("name", $"A name has 1 to {SavedSearch.LongestName} letters.");
        if (query.Length is 0 or > SavedSearch.LongestQuery)
            return new Invalid("name", "This search filters nothing, or too much to be saved.");

        var saved = await db.SavedSearches.Where(search => search.Person == person).ToListAsync(ct);
        if (saved.SingleOrDefault(search => search.Name == name.Trim()) is { } known)
            known.Query = query;
        else if (saved.Count >= Most)
            return new NotAllowed($"You have {Most} searches: remove one first.");
        else
            db.SavedSearches.Add(new SavedSearch(person, name.Trim(), query));
        return new Done();
    }, ct);

    public async Task Remove(Actor actor, string name, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.SavedSearches.SingleOrDefaultAsync(search => search.Person == actor.Person && search.Name == name, ct) is not { } search)
            return;

        db.SavedSearches.Remove(search);
        await db.SaveChangesAsync(ct);
    }
}
