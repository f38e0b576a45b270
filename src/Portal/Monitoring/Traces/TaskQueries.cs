using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>Reads tasks, for the people of their system, the validator, risk and auditors.</summary>
public sealed class TaskQueries(IDbContextFactory<PortalDb> dbs)
{
    public const int PageSize = 50;
    public const int MostSpans = 500;

    /// <param name="actor">Who reads.</param>
    /// <param name="system">The code, AIS-0001.</param>
    /// <param name="filter">Which ones.</param>
    /// <param name="after">As a page before gave it.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<TaskPage>> Tasks(Actor actor, string system, TaskFilter filter, string? after, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!(await Readable(db, actor, system, ct)).Succeeded(out var id, out var refusal))
            return refusal;

        var lines = await Lines(db, id, filter, Place.Parse(after), PageSize + 1, ct);
        return new TaskPage([.. lines.Take(PageSize)], lines.Count > PageSize ? Place.Of(lines[PageSize - 1], filter).ToString() : null);
    }

    /// <summary>Why somebody does not read the tasks of a system; null when they do.</summary>
    public static async Task<Refusal?> WhyNot(PortalDb db, Actor actor, string system, CancellationToken ct) => (await Readable(db, actor, system, ct)).Refusal;

    /// <summary>The next of them, for tables. Whoever may no longer read them meanwhile does not get a part that looks like the whole.</summary>
    public async Task<IReadOnlyList<TaskLine>> Rows(Actor actor, string system, TaskFilter filter, TaskLine? last, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await Readable(db, actor, system, ct)).Succeeded(out var id, out var refusal)
            ? await Lines(db, id, filter, last is null ? null : Place.Of(last, filter), most, ct)
            : throw new InvalidOperationException(refusal.Message);
    }

    public async Task<Result<TaskView>> Of(Actor actor, string system, string trace, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!(await Readable(db, actor, system, ct)).Succeeded(out var id, out var refusal))
            return refusal;
        if (await db.TraceTasks.AsNoTracking().SingleOrDefaultAsync(task => task.System == id && task.Trace == trace, ct) is not { } task)
            return new NotFound($"Task '{(trace.Length > SpanRow.LongestTrace ? trace[..SpanRow.LongestTrace] : trace)}'");

        var label = await db.Versions.Where(version => version.Id == task.ModelVersion).Select(version => version.Label).SingleAsync(ct);
        var all = db.TraceSpans.AsNoTracking().Where(span => span.System == id && span.Trace == trace);
        var spans = await all.OrderBy(span => span.StartedAt).ThenBy(span => span.Span).Take(MostSpans).ToListAsync(ct);
        return new TaskView(new TaskLine(trace, label, task.Sums), SpanTree.Of(spans), spans.Count < MostSpans ? spans.Count : await all.CountAsync(ct));
    }

    private static async Task<IReadOnlyList<TaskLine>> Lines(PortalDb db, SystemId system, TaskFilter filter, Place? after, int most, CancellationToken ct)
    {
        var tasks = Filtered(db.TraceTasks.AsNoTracking().Where(task => task.System == system), filter);
        var rows = await After(tasks, filter, after).Take(most)
            .Join(db.Versions, task => task.ModelVersion, version => version.Id, (task, version) => new { task, version.Label }).ToListAsync(ct);
        return Ordered(rows.Select(row => new TaskLine(row.task.Trace, row.Label, row.task.Sums)), filter);
    }

    private static async Task<Result<SystemId>> Readable(PortalDb db, Actor actor, string code, CancellationToken ct)
    {
        if (await db.Systems.AsNoTracking().Include(system => system.Revisions).SingleOrDefaultAsync(system => system.Code == code, ct) is not { } system)
            return new NotFound($"System '{code}'");
        if (actor.RefusalOn(system.Id, code) is { } unbound)
            return unbound;
        return actor.May(Permission.ReadProtectedGroups) || actor.May(Permission.ReadAudit) || (actor.May(Permission.Read) && actor.IsOf(system))
            ? system.Id
            : new Forbidden($"The tasks of {code} are read by its people, the validator, risk and auditors.");
    }

    private static IQueryable<TraceTask> Filtered(IQueryable<TraceTask> tasks, TaskFilter filter) => filter switch
    {
        TaskFilter.Denied => tasks.Where(task => task.Sums.Denied > 0 || task.Sums.Unlisted > 0),
        TaskFilter.Failed => tasks.Where(task => task.Sums.Failed > 0),
        TaskFilter.Costly => tasks.Where(task => task.CostMicros > 0),
        _ => tasks,
    };

    private static IQueryable<TraceTask> After(IQueryable<TraceTask> tasks, TaskFilter filter, Place? after)
    {
        if (filter == TaskFilter.Costly)
        {
            if (after is { } cost)
                tasks = tasks.Where(task => task.CostMicros < cost.Rank || (task.CostMicros == cost.Rank && task.Trace.CompareTo(cost.Trace) < 0));
            return tasks.OrderByDescending(task => task.CostMicros).ThenByDescending(task => task.Trace);
        }

        if (after is { } place)
        {
            var at = new DateTimeOffset(place.Rank, TimeSpan.Zero);
            tasks = tasks.Where(task => task.StartedAt < at || (task.StartedAt == at && task.Trace.CompareTo(place.Trace) < 0));
        }

        return tasks.OrderByDescending(task => task.StartedAt).ThenByDescending(task => task.Trace);
    }

    /// <summary>Once more, since a join promises no order.</summary>
    private static List<TaskLine> Ordered(IEnumerable<TaskLine> lines, TaskFilter filter) =>
        [.. lines.OrderByDescending(line => Place.Of(line, filter).Rank).ThenByDescending(line => line.Trace, StringComparer.Ordinal)];

    /// <summary>Where a page ends: by what its order goes, and the trace where two are equal.</summary>
    private sealed record Place(long Rank, string Trace)
    {
        public static Place Of(TaskLine line, TaskFilter filter) => new(filter == TaskFilter.Costly ? line.Sums.CostMicros : line.Sums.StartedAt.UtcTicks, line.Trace);

        /// <summary>What is no place begins at the first page.</summary>
        public static Place? Parse(string? text) =>
            text?.Split('.') is [var rank, { Length: SpanRow.LongestTrace } trace] && long.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number <= DateTimeOffset.MaxValue.UtcTicks ? new Place(number, trace) : null;

        public override string ToString() => $"{Rank}.{Trace}";
    }
}
