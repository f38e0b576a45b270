namespace Portal.Web.Ui;

/// <summary>How loud a line or a mark on a chart is.</summary>
public enum ChartLevel
{
    Info = 1,
    Warn,
    Fail,
}

/// <summary>A value at an instant; absent where there are no data, so that the line breaks instead of guessing.</summary>
/// <param name="Time">When.</param>
/// <param name="Value">What.</param>
/// <param name="Low">The lower end of its interval, where it has one.</param>
/// <param name="High">The upper end.</param>
/// <param name="N">What it rests on, where that is counted.</param>
public readonly record struct ChartPoint(DateTimeOffset Time, double? Value, double? Low = null, double? High = null, long? N = null);

/// <summary>What a line says: what was, what is expected, or something else to compare with.</summary>
public enum ChartLook
{
    Actual = 1,
    Forecast,
    Beside,
}

public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    public ChartLook Look { get; init; } = ChartLook.Actual;

    /// <summary>Draws the intervals of its points as a band.</summary>
    public bool HasBand { get; init; }
}

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

    /// <summary>Whether it draws the same, so that nothing need be sent.</summary>
    public bool IsSameAs(ChartSnapshot other) =>
        From == other.From && To == other.To && Marks.SequenceEqual(other.Marks) && Series.Count == other.Series.Count
        && Series.Zip(other.Series).All(pair => pair.First.Name == pair.Second.Name && pair.First.Look == pair.Second.Look && pair.First.Points.SequenceEqual(pair.Second.Points));

    public static ChartSnapshot Empty { get; } = new([], []);
}
