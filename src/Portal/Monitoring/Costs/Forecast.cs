namespace Portal.Monitoring.Costs;

/// <summary>What will have been spent when a period ends, if it goes on as it went.</summary>
public static class Forecast
{
    private static readonly TimeSpan Least = TimeSpan.FromDays(1);

    /// <summary>Null before a day of the period is over, or an hour of a day, which is too little to go by; what was spent when all of it is over.</summary>
    public static long? Of(long spent, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        if (now >= to)
            return spent;
        return now - from < (to - from > Least ? Least : (to - from) / 24) ? null : (long)Math.Min(long.MaxValue, Math.Round((decimal)spent * (to - from).Ticks / (now - from).Ticks));
    }
}
