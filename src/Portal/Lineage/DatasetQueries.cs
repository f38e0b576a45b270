using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Lineage;

/// <summary>A data set with its newest version.</summary>
public sealed record DatasetLine(string Name, string Description, int Versions, int Number, Digest Digest, long Rows, DateOnly? From, DateOnly? To, PersonLine By, DateTimeOffset At)
{
    public int AgeOn(DateOnly today) => DatasetAge.On(today, To, At);
}

/// <summary>One version of a data set.</summary>
public sealed record DatasetVersionLine(int Number, Digest Digest, long Rows, DateOnly? From, DateOnly? To, PersonLine By, DateTimeOffset At)
{
    public int AgeOn(DateOnly today) => DatasetAge.On(today, To, At);
}

/// <summary>A data set with all its versions, the newest first.</summary>
public sealed record DatasetView(string Name, string Description, IReadOnlyList<DatasetVersionLine> Versions);

/// <summary>Reads data sets.</summary>
public sealed class DatasetQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>All, by name; as of a past day those that there were, with the newest version of then.</summary>
    public async Task<Page<DatasetLine>> List(PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var datasets = db.Datasets.AsNoTracking();
        if (asOf.At is { } at)
            datasets = datasets.Where(dataset => dataset.Versions.Any(version => version.RegisteredAt <= at));
        var total = await datasets.CountAsync(ct);
        var rows = await datasets.OrderBy(dataset => dataset.Name).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var persons = await people.ById(rows.SelectMany(dataset => dataset.Versions.Select(version => version.RegisteredBy)), ct);
        return new Page<DatasetLine>(
            [.. rows.Select(dataset => Line(dataset, [.. dataset.Versions.Where(version => asOf.At is null || version.RegisteredAt <= asOf.At).OrderBy(version => version.Number)], persons))], page.Number, page.Size, total);
    }

    /// <summary>Null when none has this name.</summary>
    public async Task<DatasetView?> One(string name, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Datasets.AsNoTracking().SingleOrDefaultAsync(dataset => dataset.Name == name, ct) is not { } dataset)
            return null;

        var persons = await people.ById(dataset.Versions.Select(version => version.RegisteredBy), ct);
        return new DatasetView(dataset.Name, dataset.Description,
        [
            .. dataset.Versions.OrderByDescending(version => version.Number).Select(version => new DatasetVersionLine(
                version.Number, version.Digest, version.Rows, version.From, version.To, persons[version.RegisteredBy], version.RegisteredAt)),
        ]);
    }

    private static DatasetLine Line(Dataset dataset, IReadOnlyList<DatasetVersion> versions, IReadOnlyDictionary<PersonId, PersonLine> persons)
    {
        var newest = versions[^1];
        return new(dataset.Name, dataset.Description, versions.Count, newest.Number, newest.Digest, newest.Rows, newest.From, newest.To, persons[newest.RegisteredBy], newest.RegisteredAt);
    }
}

/// <summary>Data are as old as the newest day that they cover; where no day is known, as their registration.</summary>
internal static class DatasetAge
{
    public static int On(DateOnly today, DateOnly? to, DateTimeOffset registeredAt) => Math.Max(0, today.DayNumber - (to ?? DateOnly.FromDateTime(registeredAt.UtcDateTime)).DayNumber);
}
