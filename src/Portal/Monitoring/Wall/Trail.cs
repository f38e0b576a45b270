namespace Portal.Monitoring.Wall;

/// <summary>A figure over time in equal steps, the newest last; null where there was nothing to say it of.</summary>
public sealed record Trail(IReadOnlyList<double?> Values)
{
    public static Trail None { get; } = new([]);

    public bool IsEmpty => Values.All(value => value is null);
}
