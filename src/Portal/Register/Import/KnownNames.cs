using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Register.Import;

/// <summary>The names that systems have, published or in what is drafted, with their codes.</summary>
internal static class KnownNames
{
    /// <summary>All of them, since a database compares letters beyond ASCII in its own way.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> All(PortalDb db, CancellationToken ct)
    {
        var named = await (
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.State != EntryState.Superseded
            orderby system.Code
            select new { revision.Content.Name, system.Code }).ToListAsync(ct);

        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var system in named)
            codes.TryAdd(system.Name, system.Code);
        return codes;
    }
}
