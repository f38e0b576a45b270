using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Search;

/// <summary>Which runs pass a filter, and in which order they come.</summary>
internal static class RunMatching
{
    public static Result<Rows<TrackedRun>> Matching(this IQueryable<TrackedRun> runs, PortalDb db, Filter filter) =>
        runs.Each(filter, (passing, condition) => Where(passing, db, condition));

    private static Result<Rows<TrackedRun>> Where(IQueryable<TrackedRun> runs, PortalDb db, Condition condition) => condition.Subject switch
    {
        FilterSubject.Metric => Having(runs, db.TrackedMetrics.Where(metric => metric.Key == condition.Key && !metric.IsNan).WhereFigure(metric => metric.Value, condition), metrics => metrics.Select(metric => metric.Run)),
        FilterSubject.Param => Having(runs, TextsOf(db, TextKind.Param, condition), texts => texts.Select(text => text.Owner)),
        FilterSubject.Tag => Having(runs, TextsOf(db, TextKind.Tag, condition), texts => texts.Select(text => text.Owner)),
        FilterSubject.Dataset => Having(runs, Inputs(db, condition), inputs => inputs.Select(input => input.Run)),
        _ => Attribute(runs, condition),
    };

    private static Result<Rows<TrackedText>> TextsOf(PortalDb db, TextKind kind, Condition condition) =>
        db.TrackedTexts.Where(text => text.Kind == kind && text.Key == condition.Key).WhereText(text => text.Value, condition);

    private static Result<Rows<RunInput>> Inputs(PortalDb db, Condition condition) => condition.Key switch
    {
        "name" => db.RunInputs.WhereText(input => input.Name, condition),
        "digest" => db.RunInputs.WhereText(input => input.ClientDigest, condition),
        "context" => db.RunInputs.WhereText(input => input.Context, condition),
        _ => new Invalid("filter", $"'{condition.Name}' is none of datasets.name, datasets.digest and datasets.context."),
    };

    private static Result<Rows<TrackedRun>> Having<T>(IQueryable<TrackedRun> runs, Result<Rows<T>> parts, Func<IQueryable<T>, IQueryable<TrackedId>> owners)
    {
        if (!parts.Succeeded(out var matching, out var refusal))
            return refusal;

        var ids = owners(matching.All);
        return new Rows<TrackedRun>(runs.Where(run => ids.Contains(run.Id)));
    }

    private static Result<Rows<TrackedRun>> Attribute(IQueryable<TrackedRun> runs, Condition condition) => condition.Key.ToLowerInvariant() switch
    {
        "status" => Status(runs, condition),
        "run_id" => RunId(runs, condition),
        "run_name" or "run name" => runs.WhereText(run => run.Name, condition),
        "artifact_uri" => runs.WhereText(run => run.ArtifactUri, condition),
        "user_id" or "user" => runs.WhereText(run => run.UserId, condition),
        "start_time" or "created" => runs.WhereNumber(run => run.StartedAt, condition),
        "end_time" => runs.Where(run => run.EndedAt != null).WhereNumber(run => run.EndedAt ?? 0, condition),
        _ => new Invalid("filter", $"'{condition.Key}' is no attribute of a run: status, run_id, run_name, artifact_uri, user_id, start_time and end_time are."),
    };

    private static Result<Rows<TrackedRun>> Status(IQueryable<TrackedRun> runs, Condition condition)
    {
        var wanted = condition.Values.Select(value => Enum.GetValues<RunStatus>().Where(status => status.ToString().Equals(value, StringComparison.OrdinalIgnoreCase))).SelectMany(status => status).ToList();
        return condition.Comparator switch
        {
            Comparator.Equal or Comparator.In => new Rows<TrackedRun>(runs.Where(run => wanted.Contains(run.Status))),
            Comparator.NotEqual or Comparator.NotIn => new Rows<TrackedRun>(runs.Where(run => !wanted.Contains(run.Status))),
            _ => new Invalid("filter", "A status is compared by =, !=, IN and NOT IN."),
        };
    }

    private static Result<Rows<TrackedRun>> RunId(IQueryable<TrackedRun> runs, Condition condition)
    {
        var wanted = condition.Values.Select(TrackedId.TryParse).OfType<TrackedId>().ToList();
        return condition.Comparator switch
        {
            Comparator.Equal or Comparator.In => new Rows<TrackedRun>(runs.Where(run => wanted.Contains(run.Id))),
            Comparator.NotEqual or Comparator.NotIn => new Rows<TrackedRun>(runs.Where(run => !wanted.Contains(run.Id))),
            _ => new Invalid("filter", "A run_id is compared by =, !=, IN and NOT IN."),
        };
    }

    /// <summary>Runs that lack what is ordered by come last, and before them those whose value is not a number. Equal ones: the later first.</summary>
    public static Result<Rows<TrackedRun>> Ordered(this IQueryable<TrackedRun> runs, PortalDb db, IReadOnlyList<Ordering> orders)
    {
        IOrderedQueryable<TrackedRun>? sorted = null;
        foreach (var order in orders)
        {
            var key = order.Key;
            switch (order.Subject)
            {
                case FilterSubject.Metric:
                    sorted = By(runs, sorted, run => db.TrackedMetrics.Where(metric => metric.Run == run.Id && metric.Key == key).Select(metric => (int?)(metric.IsNan ? 1 : 0)).FirstOrDefault() ?? 2, SortDirection.Ascending);
                    sorted = By(runs, sorted, run => db.TrackedMetrics.Where(metric => metric.Run == run.Id && metric.Key == key).Select(metric => (double?)metric.Value).FirstOrDefault(), order.Direction);
                    break;
                case FilterSubject.Param or FilterSubject.Tag:
                    var kind = order.Subject == FilterSubject.Param ? TextKind.Param : TextKind.Tag;
                    sorted = By(runs, sorted, run => db.TrackedTexts.Any(text => text.Owner == run.Id && text.Kind == kind && text.Key == key) ? 0 : 1, SortDirection.Ascending);
                    sorted = By(runs, sorted, run => db.TrackedTexts.Where(text => text.Owner == run.Id && text.Kind == kind && text.Key == key).Select(text => text.Value).FirstOrDefault(), order.Direction);
                    break;
                case FilterSubject.Attribute when ByAttribute(runs, sorted, order) is { } attribute:
                    sorted = attribute;
                    break;
                default:
                    return new Invalid("order_by", $"'{order.Key}' is nothing that runs are ordered by.");
            }
        }

        return new Rows<TrackedRun>((sorted is null ? runs.OrderByDescending(run => run.StartedAt) : sorted.ThenByDescending(run => run.StartedAt)).ThenBy(run => run.Id));
    }

    private static IOrderedQueryable<TrackedRun>? ByAttribute(IQueryable<TrackedRun> runs, IOrderedQueryable<TrackedRun>? sorted, Ordering order) => order.Key.ToLowerInvariant() switch
    {
        "start_time" or "created" => By(runs, sorted, run => run.StartedAt, order.Direction),
        "end_time" => By(runs, By(runs, sorted, run => run.EndedAt == null ? 1 : 0, SortDirection.Ascending), run => run.EndedAt, order.Direction),
        "run_name" or "run name" => By(runs, sorted, run => run.Name, order.Direction),
        "status" => By(runs, sorted, run => run.Status, order.Direction),
        "user_id" or "user" => By(runs, sorted, run => run.UserId, order.Direction),
        "artifact_uri" => By(runs, sorted, run => run.ArtifactUri, order.Direction),
        "run_id" => By(runs, sorted, run => run.Id, order.Direction),
        _ => null,
    };

    private static IOrderedQueryable<TrackedRun> By<TKey>(IQueryable<TrackedRun> runs, IOrderedQueryable<TrackedRun>? sorted, System.Linq.Expressions.Expression<Func<TrackedRun, TKey>> key, SortDirection direction) => (sorted, direction) switch
    {
        (null, SortDirection.Ascending) => runs.OrderBy(key),
        (null, _) => runs.OrderByDescending(key),
        (_, SortDirection.Ascending) => sorted.ThenBy(key),
        _ => sorted.ThenByDescending(key),
    };
}
