namespace Portal.Accounts;

/// <summary>The settings under <c>Portal:Sessions</c>.</summary>
public sealed record SessionOptions
{
    /// <summary>A session in which the person does nothing for so long is over.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A session is over after so long, whatever the person does.</summary>
    public TimeSpan Absolute { get; init; } = TimeSpan.FromHours(12);

    internal IEnumerable<string> Faults()
    {
        if (Idle < TimeSpan.FromSeconds(5) || Idle > Absolute)
            yield return "Portal:Sessions:Idle is at least five seconds and at most Portal:Sessions:Absolute.";
        if (Absolute > TimeSpan.FromHours(24))
            yield return "Portal:Sessions:Absolute is at most 24 hours.";
    }
}
