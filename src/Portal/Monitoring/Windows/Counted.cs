namespace Portal.Monitoring.Windows;

/// <summary>What is counted of rows beside their features, by the name that it has in a window.</summary>
internal static class Counted
{
    public const string LatencyMs = "latencyMs";
    public const string CostMicros = "costMicros";

    /// <summary>Rows that came more than ten minutes after their event: they stand in their own minute, whose hour was judged without them.</summary>
    public const string Late = "late";
}
