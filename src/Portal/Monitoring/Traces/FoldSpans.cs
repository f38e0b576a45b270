using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring.Costs;
using Portal.Monitoring.Windows;
using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>Counts spans: a call of a model as any other, a use of a tool against the list of its version, a trace as one task.</summary>
public sealed class FoldSpans(IDbContextFactory<PortalDb> dbs, Calendar calendar)
{
    private const int TracesAtOnce = 500;
    private const int SpansAtOnce = 500;
    private const int DaysToExplain = 5;

    /// <summary>Passes over spans that were counted before. Nothing is written: another node may count the same just now.</summary>
    internal async Task Count(SpanTurn turn, Tally tally, SystemId system, IReadOnlyList<SpanRow> rows, IReadOnlyList<VersionId> versions, PriceList prices, DateTimeOffset receivedAt, CancellationToken ct)
    {
        var names = Rows.NamedRows.Names(rows.Select(row => row.Version ?? "")).ToList();
        VersionId VersionOf(SpanRow row) => versions[names.IndexOf(row.Version ?? "")];
        await using var db = await dbs.CreateDbContextAsync(ct);
        await Begin(db, turn, system, rows, VersionOf, ct);
        var tools = await Tools(db, [.. rows.Where(row => row.IsTool).Select(VersionOf).Distinct()], ct);

        foreach (var row in rows)
        {
            var (key, version) = (new TaskKey(system, row.Trace), VersionOf(row));
            if (!turn.See(key, row.Span))
                continue;

            var minute = tally.Minute(version, row.Time, receivedAt);
            var counted = new SpanCount(version, CountCall(minute, row, prices), UseOf(row, tools.GetValueOrDefault(version)));
            CountTool(minute, counted.Use);
            var (tasks, steps, cost) = turn.Add(key, row, counted, receivedAt);
            if (tasks == 0 && steps == 0 && cost == 0)
                continue;
            minute.AddTotal(Counted.Tasks, tasks);
            minute.AddTotal(Counted.TaskSteps, steps);
            minute.AddTotal(Counted.TaskCostMicros, cost);
        }
    }

    /// <summary>Whether no other node was first with one of the tasks: else nothing of this turn is to be stored. Changes nothing.</summary>
    internal static async Task<bool> Stands(PortalDb db, SpanTurn turn, CancellationToken ct)
    {
        foreach (var system in turn.Tasks.GroupBy(task => task.Key.System))
        {
            var stored = await StoredTasks(db, system.Key, [.. system.Select(task => task.Key.Trace)], ct);
            if (system.Any(task => stored.GetValueOrDefault(task.Key.Trace)?.Version != task.Value.Read))
                return false;
        }

        return true;
    }

    internal async Task Store(PortalDb db, SpanTurn turn, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var system in turn.Tasks.GroupBy(task => task.Key.System))
        {
            var stored = await StoredTasks(db, system.Key, [.. system.Select(task => task.Key.Trace)], ct);
            foreach (var (key, task) in system)
            {
                if (stored.GetValueOrDefault(key.Trace) is not { } known) db.TraceTasks.Add(TraceTask.Of(key, task.Version, task.Sums, now));
                else if (known.Sums != task.Sums) known.Become(task.Sums, now);
            }
        }

        db.TraceSpans.AddRange(turn.Spans);
        foreach (var tool in turn.Unlisted)
            await Raise(db, tool, now, ct);
    }

    private static async Task Begin(PortalDb db, SpanTurn turn, SystemId system, IReadOnlyList<SpanRow> rows, Func<SpanRow, VersionId> versionOf, CancellationToken ct)
    {
        var first = rows.DistinctBy(row => row.Trace).Where(row => !turn.Knows(new TaskKey(system, row.Trace))).ToList();
        var stored = await StoredTasks(db, system, [.. first.Select(row => row.Trace)], ct);
        foreach (var row in first)
        {
            var task = stored.GetValueOrDefault(row.Trace);
            turn.Begin(new TaskKey(system, row.Trace), task is null ? new TaskTurn(null, versionOf(row), new TaskSums()) : new TaskTurn(task.Version, task.ModelVersion, task.Sums));
        }

        // Only those that came again: a trace may have any number of spans.
        foreach (var some in rows.Chunk(SpansAtOnce))
        {
            var (traces, ids) = (some.Select(row => row.Trace).Distinct().ToList(), some.Select(row => row.Span).Distinct().ToList());
            foreach (var known in await db.TraceSpans.AsNoTracking().Where(span => span.System == system && traces.Contains(span.Trace) && ids.Contains(span.Span)).Select(span => new { span.Trace, span.Span }).ToListAsync(ct))
                turn.See(new TaskKey(system, known.Trace), known.Span);
        }
    }

    private static async Task<Dictionary<string, TraceTask>> StoredTasks(PortalDb db, SystemId system, IReadOnlyList<string> traces, CancellationToken ct)
    {
        var tasks = new Dictionary<string, TraceTask>(StringComparer.Ordinal);
        foreach (var some in traces.Chunk(TracesAtOnce))
        {
            foreach (var task in await db.TraceTasks.Where(task => task.System == system && some.Contains(task.Trace)).ToListAsync(ct))
                tasks.Add(task.Trace, task);
        }

        return tasks;
    }

    /// <summary>The tools that each version may use. Names of tools are names in code: they differ by their case.</summary>
    private static async Task<IReadOnlyDictionary<VersionId, HashSet<string>>> Tools(PortalDb db, IReadOnlyList<VersionId> versions, CancellationToken ct)
    {
        if (versions.Count == 0)
            return new Dictionary<VersionId, HashSet<string>>();

        var declared = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).Select(version => new { version.Id, version.Provenance }).ToListAsync(ct);
        return declared.ToDictionary(version => version.Id, version => version.Provenance.Tools.Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal));
    }

    private static long? CountCall(MinuteCounts minute, SpanRow row, PriceList prices)
    {
        if (row.IsCall)
            return minute.Add(row.ToCall((provider, model) => prices.Of(provider, model, DateOnly.FromDateTime(row.Time.UtcDateTime)) is not null), prices);

        minute.AddScores(row.NamedScores);
        return null;
    }

    private static void CountTool(MinuteCounts minute, ToolUse? use)
    {
        if (use is null)
            return;
        minute.AddTotal(Counted.Tools, 1);
        if (use == ToolUse.Denied)
            minute.AddTotal(Counted.ToolsDenied, 1);
        if (use == ToolUse.Unlisted)
            minute.AddTotal(Counted.ToolsUnlisted, 1);
    }

    private static ToolUse? UseOf(SpanRow row, IReadOnlySet<string>? allowed) => row switch
    {
        { Tool: null } => null,
        { Tool: { } tool } when allowed?.Contains(tool) != true => ToolUse.Unlisted,
        { Refused: true } => ToolUse.Denied,
        _ => ToolUse.Allowed,
    };

    /// <summary>Once a version, as long as nobody has closed it.</summary>
    private async Task Raise(PortalDb db, UnlistedTool use, DateTimeOffset now, CancellationToken ct)
    {
        if (await NamedSystems.Find(db, use.Task.System, ct) is not { } system)
            return;

        var label = await db.Versions.Where(version => version.Id == use.Version).Select(version => version.Label).SingleAsync(ct);
        _ = await Raised.Raise(
            db, Actor.System("monitoring"),
            new NewFinding(
                FindingSource.Alert, FindingSeverity.Moderate, system.Id, $"A tool that is not on its list: {system.Code} {label}",
                $"{label} called the tool '{use.Tool}', which it does not declare, in the task {use.Task.Trace}. Stop it, or declare a version that has the tool.",
                system.TechnicalOwner ?? system.BusinessOwner ?? system.FiledBy, calendar.DayOf(now).AddDays(DaysToExplain))
            {
                About = system.Code,
                Key = $"tools:{use.Version}",
            },
            now, ct);
    }
}
