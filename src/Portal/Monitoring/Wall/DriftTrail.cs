using System.Runtime.CompilerServices;

namespace Portal.Monitoring.Wall;

/// <summary>The largest drift of a version's features, half hour by half hour over the last day.</summary>
internal static class DriftTrail
{
    private const int Steps = 48;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);
    private static readonly ConditionalWeakTable<VersionSeries, Drawn> Known = [];

    /// <summary>Series never change, so each is gone through once a step.</summary>
    public static Trail Of(VersionSeries series, DateTimeOffset now)
    {
        var step = now.UtcTicks / Step.Ticks;
        if (Known.TryGetValue(series, out var drawn) && drawn.Step == step)
            return drawn.Trail;

        drawn = new Drawn(step, Draw(series, step - Steps + 1));
        Known.AddOrUpdate(series, drawn);
        return drawn.Trail;
    }

    private static Trail Draw(VersionSeries series, long first)
    {
        var highest = new double?[Steps];
        var last = new double?[Steps];
        foreach (var line in series.Points)
        {
            // Of a half hour its last minute counts: the hour that ends with it.
            Array.Clear(last);
            foreach (var point in line)
            {
                if (point.Minute.UtcTicks / Step.Ticks - first is >= 0 and < Steps and var at)
                    last[at] = point.N >= DriftLevels.FewestRows ? point.Value : null;
            }

            for (var at = 0; at < Steps; at++)
            {
                if (last[at] is { } value && !(value <= highest[at]))
                    highest[at] = value;
            }
        }

        return new Trail(highest);
    }

    private sealed record Drawn(long Step, Trail Trail);
}
