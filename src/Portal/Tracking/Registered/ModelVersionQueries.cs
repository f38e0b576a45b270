using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;
using Portal.Tracking.Search;

namespace Portal.Tracking.Registered;

/// <summary>A registered version, and the sealed one that it stands for; that one is absent while its model belongs to no system.</summary>
public sealed record ModelVersionView(
    TrackedId Id, TrackedId Model, string Name, int Number, string Source, TrackedId? Run, string Description, ClientStage Stage, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, PersonId By,
    string? System, string? Label, bool IsSeen, IReadOnlyList<TextPair> Tags, IReadOnlyList<string> Aliases)
{
    /// <summary>Where clients fetch it: what was sealed, whatever lies at its source by now.</summary>
    public string DownloadUri => Label is not null && IsSeen ? FilePlace.OfVersion(Id) : Source;
}

/// <summary>Reads registered versions.</summary>
public sealed class ModelVersionQueries(IDbContextFactory<PortalDb> dbs, MlflowOptions options)
{
    public sealed record Search(Filter Filter, IReadOnlyList<Ordering> Orders, SearchPage Page);

    public async Task<ModelVersionView?> One(string name, int number, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Views(db, await Shown(db).Where(row => row.Number == number && db.RegisteredModels.Any(model => model.Id == row.Model && model.Name == name)).ToListAsync(ct), ct) is [var found] ? found : null;
    }

    /// <summary>The version that an alias points at. A protected one points nowhere once its version is no longer where a promotion brought it.</summary>
    public async Task<Result<ModelVersionView>> ByAlias(string name, string alias, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.RegisteredModels.AsNoTracking().SingleOrDefaultAsync(row => row.Name == name && !row.IsHidden, ct) is not { } model)
            return ModelAccess.NoModel(name);
        if (await db.ModelAliases.AsNoTracking().SingleOrDefaultAsync(row => row.Model == model.Id && row.Alias == alias, ct) is not { } pointing
            || await db.RegisteredVersions.AsNoTracking().SingleOrDefaultAsync(row => row.Model == model.Id && row.Number == pointing.Number && !row.IsHidden, ct) is not { } version)
            return new NotFound($"Registered model alias {alias}");
        if (await ProtectedAliases.Include(db, options, alias, ct) && await ProtectedAliases.WhyNot(db, model, version, alias, ct) is { } gated)
            return gated;

        return (await Views(db, [version], ct))[0];
    }

    /// <summary>The newest version of each of these stages, of all of them when none is named; null when there is no such model.</summary>
    public async Task<IReadOnlyList<ModelVersionView>?> Latest(string name, IReadOnlyList<ClientStage> stages, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.RegisteredModels.AsNoTracking().SingleOrDefaultAsync(row => row.Name == name && !row.IsHidden, ct) is not { } model)
            return null;

        var views = await Views(db, await Shown(db).Where(row => row.Model == model.Id).ToListAsync(ct), ct);
        return [.. views.Where(view => stages.Count == 0 || stages.Contains(view.Stage)).GroupBy(view => view.Stage).Select(stage => stage.MaxBy(view => view.Number)).OfType<ModelVersionView>().OrderBy(view => view.Stage)];
    }

    public async Task<Result<Found<ModelVersionView>>> Find(Search search, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!Shown(db).Each(search.Filter, (rows, condition) => Where(rows, db, condition)).Succeeded(out var passing, out var refusal))
            return refusal;
        if (!Ordered(passing.All, search.Orders).Succeeded(out var sorted, out var unordered))
            return unordered;

        var found = await sorted.All.Skip(search.Page.Skip).Take(search.Page.Most + 1).ToListAsync(ct);
        return new Found<ModelVersionView>(await Views(db, [.. found.Take(search.Page.Most)], ct), search.Page.Next(found.Count));
    }

    /// <summary>Every registered version, by its model's name.</summary>
    public async Task<Page<ModelVersionView>> List(PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await (
            from version in Shown(db)
            join model in db.RegisteredModels.AsNoTracking() on version.Model equals model.Id
            orderby model.Name, version.Number
            select version).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<ModelVersionView>(await Views(db, rows, ct), page.Number, page.Size, await Shown(db).CountAsync(ct));
    }

    private static IQueryable<RegisteredVersion> Shown(PortalDb db) => db.RegisteredVersions.AsNoTracking().Where(row => !row.IsHidden);

    private static Result<Rows<RegisteredVersion>> Where(IQueryable<RegisteredVersion> rows, PortalDb db, Condition condition) => condition switch
    {
        { Subject: FilterSubject.Tag } => rows.WhereTag(db, row => row.Id, TextKind.Tag, condition),
        { Key: "name" } => Named(rows, db, condition),
        { Key: "source_path" or "source" } => rows.WhereText(row => row.Source, condition),
        { Key: "version_number" or "version" } => rows.WhereNumber(row => row.Number, condition),
        { Key: "run_id", Comparator: Comparator.Equal or Comparator.In } => OfRuns(rows, condition),
        _ => NamedMatching.Unknown(condition, "name, version_number, run_id (by = and IN), source_path and tags"),
    };

    private static Result<Rows<RegisteredVersion>> Named(IQueryable<RegisteredVersion> rows, PortalDb db, Condition condition)
    {
        if (!db.RegisteredModels.WhereText(model => model.Name, condition).Succeeded(out var models, out var refusal))
            return refusal;

        var ids = models.All.Select(model => model.Id);
        return new Rows<RegisteredVersion>(rows.Where(row => ids.Contains(row.Model)));
    }

    private static Rows<RegisteredVersion> OfRuns(IQueryable<RegisteredVersion> rows, Condition condition)
    {
        var wanted = condition.Values.Select(TrackedId.TryParse).ToList();
        return new Rows<RegisteredVersion>(rows.Where(row => row.Run != null && wanted.Contains(row.Run)));
    }

    private static Result<Rows<RegisteredVersion>> Ordered(IQueryable<RegisteredVersion> rows, IReadOnlyList<Ordering> orders) => orders switch
    {
        [] or [{ Key: "last_updated_timestamp" or "creation_timestamp", Direction: SortDirection.Descending }, ..] => new Rows<RegisteredVersion>(rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Number)),
        [{ Key: "last_updated_timestamp" or "creation_timestamp" }, ..] => new Rows<RegisteredVersion>(rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Number)),
        [{ Key: "version_number", Direction: SortDirection.Descending }, ..] => new Rows<RegisteredVersion>(rows.OrderByDescending(row => row.Number).ThenBy(row => row.Model)),
        [{ Key: "version_number" or "name" }, ..] => new Rows<RegisteredVersion>(rows.OrderBy(row => row.Number).ThenBy(row => row.Model)),
        [var other, ..] => new Invalid("order_by", $"'{other.Key}' is none of version_number, creation_timestamp and last_updated_timestamp."),
    };

    internal static async Task<IReadOnlyList<ModelVersionView>> Views(PortalDb db, IReadOnlyList<RegisteredVersion> rows, CancellationToken ct)
    {
        var models = rows.Select(row => row.Model).Distinct().ToList();
        var names = await db.RegisteredModels.AsNoTracking().Where(row => models.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        var aliases = (await db.ModelAliases.AsNoTracking().Where(row => models.Contains(row.Model)).OrderBy(row => row.Alias).ToListAsync(ct)).ToLookup(row => (row.Model, row.Number), row => row.Alias);
        var texts = await OwnedTexts.Of(db, [.. rows.Select(row => row.Id)], ct);
        var ids = rows.Select(row => row.Sealed).OfType<VersionId>().ToList();
        var versions = await (
            from version in db.Versions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on version.System equals system.Id
            where ids.Contains(version.Id)
            select new { version.Id, version.Label, system.Code, version.Stage, IsSeen = !version.Artifacts.Any(artifact => artifact.Source != "") }).ToDictionaryAsync(version => version.Id, ct);
        return
        [
            .. rows.Select(row =>
            {
                var version = row.Sealed is { } id ? versions[id] : null;
                return new ModelVersionView(
                    row.Id, row.Model, names[row.Model], row.Number, row.Source, row.Run, row.Description, ClientStages.Of(version?.Stage), row.CreatedAt, row.ChangedAt, row.By,
                    version?.Code, version?.Label, version?.IsSeen ?? row.Folder is not null, texts.Tags(row.Id), [.. aliases[(row.Model, row.Number)]]);
            }),
        ];
    }
}
