using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>A name under which somebody worked on a version, and who that is once it is said.</summary>
public sealed class NamedContributor
{
    public const int LongestName = 250;

    private NamedContributor() { }

    internal NamedContributor(string name) => Name = name;

    public VersionId Version { get; private set; }

    public string Name { get; private set; } = "";

    public PersonId? Person { get; private set; }

    public PersonId? AssignedBy { get; private set; }

    public DateTimeOffset? AssignedAt { get; private set; }

    internal void Is(PersonId person, PersonId by, DateTimeOffset now) => (Person, AssignedBy, AssignedAt) = (person, by, now);
}

/// <summary>Reads which names of a version still are nobody's.</summary>
public static class Strangers
{
    public static async Task<IReadOnlyList<string>> Of(PortalDb db, VersionId version, CancellationToken ct) =>
        await db.Versions.AsNoTracking().Where(row => row.Id == version).SelectMany(row => row.Named).Where(named => named.Person == null).OrderBy(named => named.Name).Select(named => named.Name).ToListAsync(ct);
}

/// <summary>The same for pages.</summary>
public sealed class StrangerQueries(IDbContextFactory<PortalDb> dbs)
{
    public async Task<IReadOnlyList<string>> Of(VersionId version, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Strangers.Of(db, version, ct);
    }
}
