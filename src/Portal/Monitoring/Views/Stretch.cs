namespace Portal.Monitoring.Views;

/// <summary>
/// A stretch of time as it is drawn: points of lines, and cells of the map of drift, which need more rows each. What is old is kept in hours
/// and then in days, and cannot be cut finer.
/// </summary>
/// <param name="From">At the beginning of a step.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Length">How long it was asked to be.</param>
/// <param name="Step">From one point to the next.</param>
/// <param name="Cell">From one cell to the next.</param>
/// <param name="IsLive">It ends now, and goes on.</param>
public sealed record Stretch(DateTimeOffset From, DateTimeOffset To, TimeSpan Length, TimeSpan Step, TimeSpan Cell, bool IsLive)
{
    public static readonly TimeSpan Longest = MetricQueries.Most;

    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    /// <summary>Where the step begins in which it ends.</summary>
    public DateTimeOffset LastStep => Floor(To, Step);

    /// <summary>So long, up to now.</summary>
    public static Stretch Last(TimeSpan length, DateTimeOffset now) => Of(now - length, now, now, isLive: true);

    /// <summary>Between two instants, of which the second is not yet to come.</summary>
    public static Stretch Between(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) => Of(from, to, now, isLive: false);

    /// <summary>As long, right before this one.</summary>
    public Stretch Before(DateTimeOffset now) => Between(From - Length, From, now);

    /// <summary>The same stretch as it is at another time.</summary>
    public Stretch At(DateTimeOffset now)
    {
        var to = IsLive ? now : To;
        return this with { From = Floor(to - Length, Step), To = to };
    }

    internal static DateTimeOffset Floor(DateTimeOffset at, TimeSpan step) => new(at.UtcTicks - (at.UtcTicks % step.Ticks), TimeSpan.Zero);

    private static Stretch Of(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now, bool isLive)
    {
        var (step, cell) = Cut(to - from, now - from);
        return new Stretch(Floor(from, step), to, to - from, step, cell, isLive);
    }

    private static (TimeSpan Step, TimeSpan Cell) Cut(TimeSpan length, TimeSpan age)
    {
        var isInMinutes = age <= RollUpTelemetry.MinutesKept;
        return length switch
        {
            _ when isInMinutes && length <= 2 * _hour => (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)),
            _ when isInMinutes => (TimeSpan.FromMinutes(10), _hour),
            _ when age > MetricQueries.MostHours => (_day, length > 100 * _day ? 7 * _day : _day),
            _ when length <= RollUpTelemetry.MinutesKept => (_hour, _hour),
            _ when length <= 8 * _day => (_hour, 3 * _hour),
            _ => (6 * _hour, 12 * _hour),
        };
    }
}
