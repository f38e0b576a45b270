namespace Portal.Shared;

/// <summary>
/// Which state a query reads: what is now, or what was at the end of a day of the organisation. Rows with a history say from when to
/// when they held; of a past day those count that began by <see cref="At"/> and had not ended then.
/// </summary>
public readonly record struct AsOf
{
    private AsOf(DateOnly day, DateTimeOffset over) => (Day, Over) = (day, over);

    public static AsOf Now => default;

    public DateOnly? Day { get; }

    /// <summary>When the day is over: what happens from then on belongs to the next one. Sooner where a checkpoint within the day is meant.</summary>
    public DateTimeOffset? Over { get; }

    /// <summary>The last instant that counts.</summary>
    public DateTimeOffset? At => Over?.AddTicks(-1);

    /// <summary>Where a stretch that ends before a day of UTC ends for this: after the last day of which anything had happened.</summary>
    internal DateOnly EndIn(DateOnly next) => At is { } at && DateOnly.FromDateTime(at.UtcDateTime).AddDays(1) is var over && over < next ? over : next;

    internal static AsOf EndOf(DateOnly day, DateTimeOffset over) => new(day, over);

    /// <summary>An instant of a day, and all that happened by then: what a checkpoint of the ledger covers. PostgreSQL tells apart microseconds, not ticks.</summary>
    internal static AsOf Instant(DateOnly day, DateTimeOffset at) => new(day, at.AddMicroseconds(1));
}
