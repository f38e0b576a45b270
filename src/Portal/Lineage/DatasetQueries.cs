using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Lineage;

/// <summary>A data set with its newest version.</summary>
public sealed record DatasetLine(string Name, string Description, int Versions, int Number, Digest Digest, long Rows, DateOnly? From, DateOnly? To, PersonLine By, DateTimeOffset At);

/// <summary>Reads data sets.</summary>
public sealed class DatasetQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>All, by name.</summary>
    public async Task<Page<DatasetLine>> List(PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var total = await db.Datasets.CountAsync(ct);
        var rows = await db.Datasets.AsNoTracking().OrderBy(dataset => dataset.Name).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var persons = await people.ById(rows.SelectMany(dataset => dataset.Versions.Select(version => version.RegisteredBy)), ct);
        return new Page<DatasetLine>(
            [.. rows.Select(dataset => Line(dataset, dataset.Versions.MaxBy(version => version.Number)!, persons))], page.Number, page.Size, total);
    }

    private static DatasetLine Line(Dataset dataset, DatasetVersion newest, IReadOnlyDictionary<PersonId, PersonLine> persons) => new(
        dataset.Name, dataset.Description, dataset.Versions.Count, newest.Number, newest.Digest, newest.Rows, newest.From, newest.To, persons[newest.RegisteredBy], newest.RegisteredAt);
}
