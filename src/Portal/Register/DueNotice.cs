namespace Portal.Register;

/// <summary>One of the times at which somebody is told that something falls due; the last of a row goes to who stands above.</summary>
internal sealed record DueNotice(int Number, bool IsLast)
{
    private static readonly TimeSpan[] Review = [TimeSpan.FromDays(30), TimeSpan.FromDays(7), TimeSpan.Zero, TimeSpan.FromDays(-14)];
    private static readonly TimeSpan[] End = [TimeSpan.FromDays(14), TimeSpan.FromDays(3), TimeSpan.Zero];

    public static TimeSpan FirstOfReview => Review[0];

    public static TimeSpan FirstOfEnd => End[0];

    public static DueNotice? OfReview(DateTimeOffset due, DateTimeOffset now) => Latest(Review, due, now);

    /// <summary>Its last day is a whole day: it ends with the beginning of the next.</summary>
    public static DueNotice? OfEnd(DateOnly last, DateTimeOffset now) => Latest(End, EndOf(last), now);

    public static DateTimeOffset EndOf(DateOnly last) => new(last.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The last of them whose time has come.</summary>
    private static DueNotice? Latest(TimeSpan[] ahead, DateTimeOffset due, DateTimeOffset now) =>
        Array.FindLastIndex(ahead, time => due - time <= now) is >= 0 and var at ? new DueNotice(at + 1, at + 1 == ahead.Length) : null;
}
