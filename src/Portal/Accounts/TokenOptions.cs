namespace Portal.Accounts;

/// <summary>The settings under <c>Portal:Tokens</c>.</summary>
public sealed record TokenOptions
{
    /// <summary>So many requests a minute may come with one API token; telemetry has a limit of its own.</summary>
    public int RequestsPerMinute { get; init; } = 6000;

    internal IEnumerable<string> Faults()
    {
        if (RequestsPerMinute is < 1 or > 1_000_000)
            yield return "Portal:Tokens:RequestsPerMinute is between 1 and 1000000.";
    }
}
