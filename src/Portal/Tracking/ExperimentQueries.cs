using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;
using Portal.Tracking.Search;

namespace Portal.Tracking;

/// <summary>Whether what was deleted is shown.</summary>
public enum LifeView { ActiveOnly = 1, DeletedOnly, All }

public sealed record ExperimentView(int Number, string Name, string ArtifactLocation, bool IsDeleted, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, SystemId? System, IReadOnlyList<TextPair> Tags);

/// <summary>Reads experiments.</summary>
public sealed class ExperimentQueries(IDbContextFactory<PortalDb> dbs)
{
    public sealed record Search(Filter Filter, IReadOnlyList<Ordering> Orders, LifeView View, SearchPage Page);

    public async Task<ExperimentView?> Numbered(int number, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Views(db, await db.Experiments.AsNoTracking().Where(row => row.Number == number).ToListAsync(ct), ct) is [var found] ? found : null;
    }

    public async Task<ExperimentView?> Named(string name, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Views(db, await db.Experiments.AsNoTracking().Where(row => row.Name == name).ToListAsync(ct), ct) is [var found] ? found : null;
    }

    public async Task<Result<Found<ExperimentView>>> Find(Search search, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var experiments = db.Experiments.AsNoTracking().Where(row => search.View == LifeView.All || row.IsDeleted == (search.View == LifeView.DeletedOnly));
        if (!experiments.Each(search.Filter, (rows, condition) => Where(rows, db, condition)).Succeeded(out var passing, out var refusal))
            return refusal;
        if (!Ordered(passing.All, search.Orders).Succeeded(out var sorted, out var unordered))
            return unordered;

        var rows = await sorted.All.Skip(search.Page.Skip).Take(search.Page.Most + 1).ToListAsync(ct);
        return new Found<ExperimentView>(await Views(db, [.. rows.Take(search.Page.Most)], ct), search.Page.Next(rows.Count));
    }

    private static Result<Rows<Experiment>> Where(IQueryable<Experiment> rows, PortalDb db, Condition condition) => condition switch
    {
        { Subject: FilterSubject.Tag } => rows.WhereTag(db, row => row.Id, TextKind.Tag, condition),
        { Subject: FilterSubject.Attribute, Key: "name" } => rows.WhereText(row => row.Name, condition),
        { Subject: FilterSubject.Attribute, Key: "experiment_id" } => rows.WhereNumber(row => row.Number, condition),
        { Subject: FilterSubject.Attribute, Key: "creation_time" or "last_update_time" } => ByTime(rows, condition),
        _ => NamedMatching.Unknown(condition, "name, experiment_id, creation_time, last_update_time and tags"),
    };

    private static Result<Rows<Experiment>> ByTime(IQueryable<Experiment> rows, Condition condition)
    {
        if (condition.Number is not { } milliseconds || milliseconds is < 0 or > 253_402_300_799_000)
            return new Invalid("filter", $"'{condition.Key}' is compared with milliseconds since 1970.");

        var at = DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
        var isCreation = condition.Key == "creation_time";
        return condition.Comparator switch
        {
            Comparator.Greater or Comparator.GreaterOrEqual => new Rows<Experiment>(rows.Where(row => (isCreation ? row.CreatedAt : row.ChangedAt) >= at)),
            Comparator.Less or Comparator.LessOrEqual => new Rows<Experiment>(rows.Where(row => (isCreation ? row.CreatedAt : row.ChangedAt) <= at)),
            _ => new Invalid("filter", $"'{condition.Key}' is compared by >, >=, < and <=."),
        };
    }

    private static Result<Rows<Experiment>> Ordered(IQueryable<Experiment> rows, IReadOnlyList<Ordering> orders) => orders switch
    {
        [] => new Rows<Experiment>(rows.OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.Number)),
        [{ Key: "name", Direction: SortDirection.Ascending }, ..] => new Rows<Experiment>(rows.OrderBy(row => row.Name)),
        [{ Key: "name" }, ..] => new Rows<Experiment>(rows.OrderByDescending(row => row.Name)),
        [{ Key: "experiment_id" or "creation_time", Direction: SortDirection.Ascending }, ..] => new Rows<Experiment>(rows.OrderBy(row => row.Number)),
        [{ Key: "experiment_id" or "creation_time" }, ..] => new Rows<Experiment>(rows.OrderByDescending(row => row.Number)),
        [{ Key: "last_update_time", Direction: SortDirection.Ascending }, ..] => new Rows<Experiment>(rows.OrderBy(row => row.ChangedAt).ThenBy(row => row.Number)),
        [{ Key: "last_update_time" }, ..] => new Rows<Experiment>(rows.OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.Number)),
        [var other, ..] => new Invalid("order_by", $"'{other.Key}' is none of name, experiment_id, creation_time and last_update_time."),
    };

    private static async Task<IReadOnlyList<ExperimentView>> Views(PortalDb db, IReadOnlyList<Experiment> rows, CancellationToken ct)
    {
        var tags = await OwnedTexts.Of(db, [.. rows.Select(row => row.Id)], ct);
        return [.. rows.Select(row => new ExperimentView(row.Number, row.Name, row.ArtifactLocation, row.IsDeleted, row.CreatedAt, row.ChangedAt, row.System, tags.Tags(row.Id)))];
    }
}
