namespace Portal.Integrations;

/// <summary>When to try again: three times as long after each attempt, a fifth more or less so that many do not come back at once.</summary>
public static class Backoff
{
    /// <summary>The last one is about a day after the first.</summary>
    public const int MostAttempts = 10;

    private const double Spread = 0.2;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <param name="attempts">How many there were.</param>
    /// <param name="chance">Between 0 and 1.</param>
    public static TimeSpan After(int attempts, double chance) =>
        TimeSpan.FromSeconds(Math.Min(First.TotalSeconds * Math.Pow(3, attempts - 1), Longest.TotalSeconds) * (1 - Spread + 2 * Spread * chance));
}
