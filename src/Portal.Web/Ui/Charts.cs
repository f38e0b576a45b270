namespace Portal.Web.Ui;

/// <summary>How loud a line or a mark on a chart is.</summary>
public enum ChartLevel
{
    Info = 1,
    Warn,
    Fail,
}

/// <summary>A value at an instant; absent where there are no data, so that the line breaks instead of guessing.</summary>
public readonly record struct ChartPoint(DateTimeOffset Time, double? Value);

public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>A level that means something, drawn across the chart.</summary>
public sealed record ChartThreshold(string Label, double Value, ChartLevel Level);

/// <summary>Something that happened, drawn as an upright line: a deployment, an alert, a submission.</summary>
public sealed record ChartMark(DateTimeOffset Time, string Label, ChartLevel Level = ChartLevel.Info);

/// <summary>All that a chart shows at one moment.</summary>
public sealed record ChartSnapshot(IReadOnlyList<ChartSeries> Series, IReadOnlyList<ChartMark> Marks)
{
    /// <summary>The stretch of time that is drawn, whatever of it has data; absent, the data decide.</summary>
    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public static ChartSnapshot Empty { get; } = new([], []);
}
