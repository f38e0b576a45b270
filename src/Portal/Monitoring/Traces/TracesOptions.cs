namespace Portal.Monitoring.Traces;

/// <summary>The settings under <c>Portal:Traces</c>.</summary>
public sealed record TracesOptions
{
    /// <summary>A span that is sent again within a day is known: what is kept less long would be counted twice.</summary>
    private const int FewestDays = 2;
    private const int MostDays = 400;

    /// <summary>So many days spans are kept after they came. The figures that they were counted into stay.</summary>
    public int KeptDays { get; init; } = 30;

    internal IEnumerable<string> Faults()
    {
        if (KeptDays is < FewestDays or > MostDays)
            yield return $"Portal:Traces:KeptDays is between {FewestDays} and {MostDays}.";
    }
}
