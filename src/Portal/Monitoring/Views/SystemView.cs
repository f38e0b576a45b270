using Portal.Monitoring.Labels;
using Portal.Monitoring.Series;
using Portal.Monitoring.Windows;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Monitoring.Views;

/// <summary>All that is drawn of one version over one stretch of time.</summary>
public sealed record SystemView
{
    internal SystemView(WatchedVersion version, Stretch stretch, FrozenBaseline? baseline, IReadOnlyDictionary<DateTimeOffset, MinuteCounts> windows, IReadOnlyDictionary<DateTimeOffset, FeatureSum[]> cells, KnownBeside known)
    {
        (Version, Stretch, Baseline, Windows, Cells, Known) = (version, stretch, baseline, windows, cells, known);
        Drift = baseline is null ? DriftGrid.None : DriftGrid.Of(baseline, stretch, cells);
        Whole = baseline is null ? null : WholeOf(baseline, stretch, windows, cells, version.Levels);
    }

    public WatchedVersion Version { get; }

    public Stretch Stretch { get; }

    public FrozenBaseline? Baseline { get; }

    public DriftGrid Drift { get; }

    /// <summary>Each feature over the whole stretch; null where nothing was frozen.</summary>
    public HourState? Whole { get; }

    /// <summary>What does not change with each row.</summary>
    public KnownBeside Known { get; }

    public bool HasRows => Windows.Count > 0;

    /// <summary>What was counted beside features, by step.</summary>
    internal IReadOnlyDictionary<DateTimeOffset, MinuteCounts> Windows { get; }

    /// <summary>What was counted of features, by cell.</summary>
    internal IReadOnlyDictionary<DateTimeOffset, FeatureSum[]> Cells { get; }

    /// <summary>A point for each step that has anything, in the order of time.</summary>
    public IReadOnlyList<WindowLine> Lines(Metric metric) => MetricLines.Of(metric, [.. Windows.OrderBy(window => window.Key).Select(window => (window.Key, window.Value))]);

    /// <summary>The same by cell: a rate needs more rows than a step may have.</summary>
    public IReadOnlyList<WindowLine> LinesByCell(Metric metric)
    {
        var cells = new SortedDictionary<DateTimeOffset, MinuteCounts>();
        foreach (var (start, window) in Windows)
        {
            var cell = Views.Stretch.Floor(start, Stretch.Cell);
            if (!cells.TryGetValue(cell, out var sum))
                cells.Add(cell, sum = new MinuteCounts());
            sum.Merge(window);
        }

        return MetricLines.Of(metric, [.. cells.Select(cell => (cell.Key, cell.Value))]);
    }

    /// <summary>The same of the whole stretch: one point a line.</summary>
    public IReadOnlyList<WindowLine> Total(Metric metric)
    {
        var sum = new MinuteCounts();
        foreach (var window in Windows.Values)
            sum.Merge(window);
        return MetricLines.Of(metric, [(Stretch.From, sum)]);
    }

    private static HourState WholeOf(FrozenBaseline baseline, Stretch stretch, IReadOnlyDictionary<DateTimeOffset, MinuteCounts> windows, IReadOnlyDictionary<DateTimeOffset, FeatureSum[]> cells, DriftLevels levels)
    {
        var sums = baseline.Features.Select((feature, index) => new FeatureSum(feature, index)).ToList();
        foreach (var cell in cells.Values)
        {
            for (var index = 0; index < sums.Count; index++)
                sums[index].Add(cell[index]);
        }

        return new HourState(stretch.To, windows.Values.Sum(window => window.Rows), [.. sums.Select(sum => sum.HourAt(stretch.To, levels))]);
    }
}

/// <summary>What belongs to a view and does not change with each row.</summary>
/// <param name="Alerts">Where the policy in force begins to warn.</param>
/// <param name="Budgets">Likewise of budgets.</param>
/// <param name="Quality">By day of the prediction, or by month.</param>
/// <param name="QualityFrom">Labels come by days, so quality reaches further back than a short stretch.</param>
/// <param name="Spend">Of the month in which the stretch ends.</param>
/// <param name="Shares">The system's versions by how many predictions they gave.</param>
/// <param name="Marks">What happened, in the order of time.</param>
/// <param name="NoDataDays">After so many days without enough data a review by hand is owed; null while no tier is confirmed.</param>
/// <param name="Season">Of a feature that has moved in the last hour, how it stands to the same hours of the four weeks before.</param>
/// <param name="TrainedUntil">The last day of the data that it learned from, as its people declared it.</param>
public sealed record KnownBeside(
    AlertLevels Alerts, BudgetLevels Budgets, QualityView Quality, DateOnly QualityFrom, SpendView Spend, IReadOnlyList<VersionShare> Shares, IReadOnlyList<ViewMark> Marks, int? NoDataDays, SeasonWord? Season, DateOnly? TrainedUntil)
{
    /// <summary>The day on which the index was made of what it looks things up in, as its people declared it.</summary>
    public DateOnly? IndexedOn { get; init; }
}

/// <param name="Feature">The one that has moved most.</param>
/// <param name="Psi">Against the same hours of the four weeks before; null when they had too few rows.</param>
/// <param name="IsUsual">Whether that is below the level of a warning; null when it is not known.</param>
public sealed record SeasonWord(string Feature, double? Psi, bool? IsUsual);

/// <summary>What one version had of a system's predictions.</summary>
/// <param name="Version">Which.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Rows">Its predictions by step.</param>
public sealed record VersionShare(VersionId Version, string Label, IReadOnlyDictionary<DateTimeOffset, long> Rows);

public enum ViewMarkKind { Deployment = 1, Suspension, Alert, SeriousAlert, Decision }

/// <summary>Something that happened, to be drawn on every chart.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">In words, without the time.</param>
/// <param name="Code">Of what it can be looked up by; null where it has none.</param>
public sealed record ViewMark(DateTimeOffset At, ViewMarkKind Kind, string Text, string? Code);
