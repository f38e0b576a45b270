namespace Portal.Monitoring;

/// <summary>What can be drawn over time beside drift.</summary>
public enum Metric
{
    Rows = 1,
    Latency,
    Errors,
    Safety,
    Cost,
    Tokens,
    Feedback,
    Reviews,
    Scores,
    Tools,
    Tasks,

    /// <summary>Rows that the version was tried on and that were served with other features.</summary>
    Skew,
}

/// <summary>One line of a metric.</summary>
public sealed record WindowLine(string Name, IReadOnlyList<WindowPoint> Points);

/// <param name="Time">Where the point's minute, hour or day begins.</param>
/// <param name="Value">Null where there is nothing to say it of.</param>
/// <param name="Low">The lower end of its interval at 95 %, where it has one.</param>
/// <param name="High">The upper end.</param>
/// <param name="N">What it rests on.</param>
public sealed record WindowPoint(DateTimeOffset Time, double? Value, double? Low, double? High, long N);
