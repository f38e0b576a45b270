using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;
using Portal.Tracking.Search;

namespace Portal.Tracking.Registered;

/// <summary>A registered model with the newest version of each stage.</summary>
public sealed record ModelView(
    TrackedId Id, string Name, string Description, SystemId? System, string? SystemCode, PersonId By, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt,
    IReadOnlyList<TextPair> Tags, IReadOnlyList<AliasView> Aliases, IReadOnlyList<ModelVersionView> Latest);

public sealed record AliasView(string Alias, int Number);

/// <summary>Reads registered models.</summary>
public sealed class ModelQueries(IDbContextFactory<PortalDb> dbs)
{
    public sealed record Search(Filter Filter, IReadOnlyList<Ordering> Orders, SearchPage Page);

    public async Task<ModelView?> Named(string name, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Views(db, await db.RegisteredModels.AsNoTracking().Where(row => row.Name == name && !row.IsHidden).ToListAsync(ct), ct) is [var found] ? found : null;
    }

    public async Task<Result<Found<ModelView>>> Find(Search search, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!db.RegisteredModels.AsNoTracking().Where(row => !row.IsHidden).Each(search.Filter, (rows, condition) => Where(rows, db, condition)).Succeeded(out var passing, out var refusal))
            return refusal;
        if (!Ordered(passing.All, search.Orders).Succeeded(out var sorted, out var unordered))
            return unordered;

        var found = await sorted.All.Skip(search.Page.Skip).Take(search.Page.Most + 1).ToListAsync(ct);
        return new Found<ModelView>(await Views(db, [.. found.Take(search.Page.Most)], ct), search.Page.Next(found.Count));
    }

    private static Result<Rows<RegisteredModel>> Where(IQueryable<RegisteredModel> rows, PortalDb db, Condition condition) => condition switch
    {
        { Subject: FilterSubject.Tag } => rows.WhereTag(db, row => row.Id, TextKind.Tag, condition),
        { Subject: FilterSubject.Attribute, Key: "name" } => rows.WhereText(row => row.Name, condition),
        _ => NamedMatching.Unknown(condition, "name and tags"),
    };

    private static Result<Rows<RegisteredModel>> Ordered(IQueryable<RegisteredModel> rows, IReadOnlyList<Ordering> orders) => orders switch
    {
        [] or [{ Key: "name", Direction: SortDirection.Ascending }, ..] => new Rows<RegisteredModel>(rows.OrderBy(row => row.Name)),
        [{ Key: "name" }, ..] => new Rows<RegisteredModel>(rows.OrderByDescending(row => row.Name)),
        [{ Key: "timestamp" or "last_updated_timestamp", Direction: SortDirection.Ascending }, ..] => new Rows<RegisteredModel>(rows.OrderBy(row => row.ChangedAt).ThenBy(row => row.Name)),
        [{ Key: "timestamp" or "last_updated_timestamp" }, ..] => new Rows<RegisteredModel>(rows.OrderByDescending(row => row.ChangedAt).ThenBy(row => row.Name)),
        [var other, ..] => new Invalid("order_by", $"'{other.Key}' is none of name and last_updated_timestamp."),
    };

    private static async Task<IReadOnlyList<ModelView>> Views(PortalDb db, IReadOnlyList<RegisteredModel> rows, CancellationToken ct)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var texts = await OwnedTexts.Of(db, ids, ct);
        var aliases = (await db.ModelAliases.AsNoTracking().Where(row => ids.Contains(row.Model)).OrderBy(row => row.Alias).ToListAsync(ct)).ToLookup(row => row.Model);
        var versions = (await ModelVersionQueries.Views(db, await db.RegisteredVersions.AsNoTracking().Where(row => ids.Contains(row.Model) && !row.IsHidden).ToListAsync(ct), ct)).ToLookup(view => view.Model);
        var codes = await NamedSystems.ById(db, rows.Select(row => row.System).OfType<SystemId>(), AsOf.Now, ct);
        return
        [
            .. rows.Select(row => new ModelView(
                row.Id, row.Name, row.Description, row.System, row.System is { } system ? codes[system].Code : null, row.By, row.CreatedAt, row.ChangedAt,
                texts.Tags(row.Id), [.. aliases[row.Id].Select(alias => new AliasView(alias.Alias, alias.Number))],
                [.. versions[row.Id].GroupBy(version => version.Stage).Select(stage => stage.MaxBy(version => version.Number)).OfType<ModelVersionView>().OrderBy(version => version.Stage)])),
        ];
    }
}
