using Portal.Shared;

namespace Portal.Tracking;

/// <summary>A value of a metric, as it came. No database keeps what is not a number, so that is said beside a zero.</summary>
public sealed record LoggedMetric(string Key, double Value, long At, long Step)
{
    internal bool IsNan => double.IsNaN(Value);

    internal double Stored => IsNan ? 0 : Value;

    /// <summary>Which of two values is the latest: by step, then by time, then by value.</summary>
    internal bool IsAfter(TrackedMetric other) => (Step, At, Stored).CompareTo((other.Step, other.At, other.Value)) > 0;

    internal static double Read(double stored, bool isNan) => isNan ? double.NaN : stored;
}

/// <summary>The latest value of a metric, on a row of its own: searches look at nothing else.</summary>
public sealed class TrackedMetric
{
    private TrackedMetric() { }

    public TrackedMetric(TrackedId run, LoggedMetric metric)
    {
        (Run, Key) = (run, metric.Key);
        Set(metric);
    }

    public TrackedId Run { get; private set; }

    public string Key { get; private set; } = "";

    public double Value { get; private set; }

    public bool IsNan { get; private set; }

    public long At { get; private set; }

    public long Step { get; private set; }

    internal void Set(LoggedMetric metric) => (Value, IsNan, At, Step) = (metric.Stored, metric.IsNan, metric.At, metric.Step);
}

/// <summary>One value in the history of a metric. The same value sent twice is one.</summary>
public sealed class MetricPoint
{
    private MetricPoint() { }

    public MetricPoint(TrackedId run, LoggedMetric metric) =>
        (Run, Key, Value, IsNan, At, Step) = (run, metric.Key, metric.Stored, metric.IsNan, metric.At, metric.Step);

    public TrackedId Run { get; private set; }

    public string Key { get; private set; } = "";

    public long Step { get; private set; }

    public long At { get; private set; }

    public double Value { get; private set; }

    public bool IsNan { get; private set; }
}
