using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;
using Portal.Tracking.Search;

namespace Portal.Tracking;

/// <summary>A logged model; its metrics are those of the run that it came from.</summary>
public sealed record LoggedModelView(
    string ModelId, int Experiment, string Name, string Type, TrackedId? Run, LoggedModelStatus Status, string ArtifactUri, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt,
    IReadOnlyList<TextPair> Params, IReadOnlyList<TextPair> Tags, IReadOnlyList<LoggedMetric> Metrics);

/// <summary>Reads logged models.</summary>
public sealed class LoggedModelQueries(IDbContextFactory<PortalDb> dbs)
{
    public sealed record Search(IReadOnlyList<int> Experiments, Filter Filter, SearchPage Page);

    public async Task<LoggedModelView?> One(TrackedId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Views(db, await db.LoggedModels.AsNoTracking().Where(row => row.Id == id && !row.IsDeleted).ToListAsync(ct), ct) is [var found] ? found : null;
    }

    public async Task<Result<Found<LoggedModelView>>> Find(Search search, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var numbers = search.Experiments.ToList();
        if (!db.LoggedModels.AsNoTracking().Where(row => numbers.Contains(row.Experiment) && !row.IsDeleted).Each(search.Filter, (rows, condition) => Where(rows, db, condition)).Succeeded(out var passing, out var refusal))
            return refusal;

        var found = await passing.All.OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id).Skip(search.Page.Skip).Take(search.Page.Most + 1).ToListAsync(ct);
        return new Found<LoggedModelView>(await Views(db, [.. found.Take(search.Page.Most)], ct), search.Page.Next(found.Count));
    }

    private static Result<Rows<LoggedModel>> Where(IQueryable<LoggedModel> rows, PortalDb db, Condition condition) => condition switch
    {
        { Subject: FilterSubject.Tag } => rows.WhereTag(db, row => row.Id, TextKind.Tag, condition),
        { Subject: FilterSubject.Param } => rows.WhereTag(db, row => row.Id, TextKind.Param, condition),
        { Subject: FilterSubject.Metric } => OfMetric(rows, db, condition),
        { Key: "name" or "model_name" } => rows.WhereText(row => row.Name, condition),
        { Key: "model_type" } => rows.WhereText(row => row.Type, condition),
        { Key: "source_run_id", Comparator: Comparator.Equal } when TrackedId.TryParse(condition.Text) is { } run => new Rows<LoggedModel>(rows.Where(row => row.Run == run)),
        { Key: "model_id", Comparator: Comparator.Equal } when LoggedModel.IdOf(condition.Text) is { } id => new Rows<LoggedModel>(rows.Where(row => row.Id == id)),
        _ => NamedMatching.Unknown(condition, "name, model_type, model_id and source_run_id (by =), tags, params and metrics"),
    };

    private static Result<Rows<LoggedModel>> OfMetric(IQueryable<LoggedModel> rows, PortalDb db, Condition condition)
    {
        if (!db.TrackedMetrics.Where(metric => metric.Key == condition.Key && !metric.IsNan).WhereFigure(metric => metric.Value, condition).Succeeded(out var metrics, out var refusal))
            return refusal;

        var runs = metrics.All.Select(metric => (TrackedId?)metric.Run);
        return new Rows<LoggedModel>(rows.Where(row => runs.Contains(row.Run)));
    }

    private static async Task<IReadOnlyList<LoggedModelView>> Views(PortalDb db, IReadOnlyList<LoggedModel> rows, CancellationToken ct)
    {
        var texts = await OwnedTexts.Of(db, [.. rows.Select(row => row.Id)], ct);
        var runs = rows.Select(row => row.Run).OfType<TrackedId>().Distinct().ToList();
        var metrics = (await db.TrackedMetrics.AsNoTracking().Where(metric => runs.Contains(metric.Run)).ToListAsync(ct)).ToLookup(metric => metric.Run);
        return
        [
            .. rows.Select(row => new LoggedModelView(
                row.ModelId, row.Experiment, row.Name, row.Type, row.Run, row.Status, row.ArtifactUri, row.CreatedAt, row.ChangedAt, texts.Params(row.Id), texts.Tags(row.Id),
                [.. row.Run is { } run ? metrics[run].Select(metric => new LoggedMetric(metric.Key, LoggedMetric.Read(metric.Value, metric.IsNan), metric.At, metric.Step)) : []])),
        ];
    }
}
