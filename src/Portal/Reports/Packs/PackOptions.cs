namespace Portal.Reports.Packs;

/// <summary>The settings under <c>Portal:Packs</c>.</summary>
public sealed record PackOptions
{
    private const int LongestDays = 3660;

    /// <summary>For how many days the bytes of a pack are kept after it was made; then the same can be made again.</summary>
    public int KeepDays { get; init; } = 365;

    internal IEnumerable<string> Faults()
    {
        if (KeepDays is < 1 or > LongestDays)
            yield return $"Portal:Packs:KeepDays is a number of days from 1 to {LongestDays}.";
    }
}
