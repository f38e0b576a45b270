using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Each reader's own views of the lists; a preference, hence no entry.</summary>
public sealed class SavedViews(IDbContextFactory<PortalDb> dbs)
{
    private const int Most = 30;

    public async Task<IReadOnlyList<SavedView>> Of(Actor actor, SavedList list, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.SavedViews.AsNoTracking().Where(view => view.Person == actor.Person && view.List == list).OrderBy(view => view.Name).ToListAsync(ct);
    }

    /// <summary>A name that is there already gets what is shown now.</summary>
    public Task<Result<Done>> Save(Actor actor, SavedList list, string name, string query, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        if (actor.Person is not { } person || !actor.May(RightTo(list)))
            return new Forbidden("Views of a list are saved by those who may read it.");
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > SavedView.LongestName)
            return new Invalid("name", $"A name has 1 to {SavedView.LongestName} letters.");
        if (query.Length is 0 or > SavedView.LongestQuery)
            return new Invalid("name", "This view is the whole list, or too much to be saved.");

        var saved = await db.SavedViews.Where(view => view.Person == person && view.List == list).ToListAsync(ct);
        if (saved.SingleOrDefault(view => view.Name == name.Trim()) is { } known)
            known.Query = query;
        else if (saved.Count >= Most)
            return new NotAllowed($"You have {Most} views of this list: remove one first.");
        else
            db.SavedViews.Add(new SavedView(person, list, name.Trim(), query));
        return new Done();
    }, ct);

    public async Task Remove(Actor actor, SavedList list, string name, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.SavedViews.SingleOrDefaultAsync(view => view.Person == actor.Person && view.List == list && view.Name == name, ct) is not { } view)
            return;

        db.SavedViews.Remove(view);
        await db.SaveChangesAsync(ct);
    }

    private static Permission RightTo(SavedList list) => list is SavedList.Audit or SavedList.Readings ? Permission.ReadAudit : Permission.Read;
}
