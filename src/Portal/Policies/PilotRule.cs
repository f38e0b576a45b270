namespace Portal.Policies;

/// <summary>What a pilot may take: so much of its system's traffic, in percent, and for so many days.</summary>
public sealed record PilotRule(int Days, double Share)
{
    /// <summary>What holds where a policy says nothing of pilots.</summary>
    public static PilotRule UnlessTold { get; } = new(60, 10);

    public DateTimeOffset EndOf(DateTimeOffset appliedAt) => appliedAt.AddDays(Days);
}
