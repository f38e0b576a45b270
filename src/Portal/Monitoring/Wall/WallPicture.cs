using Portal.Monitoring.Budgets;
using Portal.Monitoring.Labels;
using Portal.Statistics.Alerts;
using Portal.Statistics.Quality;

namespace Portal.Monitoring.Wall;

/// <summary>All that a wall shows at one moment. Immutable, so that everybody who looks shares one.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Systems">Every version in production and every other one that sent in the last day, in the order of the wall.</param>
/// <param name="Unknown">What sends and is not in the register.</param>
/// <param name="RowsASecond">Over the last whole minute, of all.</param>
/// <param name="SpendByHour">Of all, over the last day.</param>
public sealed record WallPicture(DateTimeOffset At, IReadOnlyList<WallSystem> Systems, IReadOnlyList<QuarantineLine> Unknown, double RowsASecond, Trail SpendByHour)
{
    /// <summary>By the time of the newest row's event; absent when nothing has come in a day.</summary>
    public DateTimeOffset? LastRowAt => Systems.Max(system => system.Line.LastRowAt);
}

/// <summary>A version on the wall. The same object as in the picture before when nothing about it has changed.</summary>
/// <param name="Line">What it is, how it stands, its open alerts.</param>
/// <param name="Drift">The largest PSI of its features over the last day.</param>
/// <param name="Figures">What moves slowly.</param>
public sealed record WallSystem(WallLine Line, Trail Drift, WallFigures Figures);

/// <param name="Quality">Absent without labels enough.</param>
/// <param name="Hour">Absent when nothing came in the last day.</param>
/// <param name="Spend">Absent when it cost nothing today and has no budget.</param>
public sealed record WallFigures(WallQuality? Quality, WallHours? Hour, WallSpend? Spend)
{
    internal static WallFigures None { get; } = new(null, null, null);
}

/// <summary>The mature cohorts that are judged.</summary>
/// <param name="Kind">The name of the figure.</param>
/// <param name="Value">The figure.</param>
/// <param name="Baseline">What it is held against.</param>
/// <param name="Change">In percent of the baseline, at the kinder end of the interval; below 0 is worse.</param>
/// <param name="Severity">What the policy says of that.</param>
/// <param name="From">The first day of the cohorts.</param>
/// <param name="To">Their last.</param>
/// <param name="Changes">Day by day.</param>
public sealed record WallQuality(Headline Kind, Estimate Value, double Baseline, double Change, AlertSeverity? Severity, DateOnly From, DateOnly To, Trail Changes);

/// <summary>Figures of the last hour, and hour by hour over the last day.</summary>
/// <param name="P95">Latency in milliseconds; absent where too few rows told it.</param>
/// <param name="P95N">What it rests on.</param>
/// <param name="P95s">Hour by hour.</param>
/// <param name="Unsafe">Calls that were blocked or flagged; absent where no calls came.</param>
/// <param name="Calls">In the last hour.</param>
/// <param name="Unsafes">Hour by hour.</param>
/// <param name="Spent">Hour by hour, in millionths.</param>
public sealed record WallHours(double? P95, long P95N, Trail P95s, Estimate? Unsafe, long Calls, Trail Unsafes, Trail Spent);

/// <param name="Today">In millionths.</param>
/// <param name="Forecast">At the end of the day; absent while there is too little to go by.</param>
/// <param name="Budget">Of the day, else of the month; absent without one.</param>
/// <param name="Severity">What the policy says of its share.</param>
public sealed record WallSpend(long Today, long? Forecast, BudgetUse? Budget, AlertSeverity? Severity);

/// <summary>What a live feed says when there is a new picture.</summary>
public readonly record struct WallSwapped;
