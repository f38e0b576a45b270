namespace Portal.Findings;

/// <summary>One of the times at which somebody is told of a finding: some days before it is due, and once the day is over.</summary>
internal sealed record FindingNotice(int Number)
{
    public const int DaysAhead = 7;

    public static readonly FindingNotice Soon = new(1);
    public static readonly FindingNotice Overdue = new(2);

    /// <summary>The last of them whose time has come; what is claimed needs no reminder, but is overdue until it is closed.</summary>
    public static FindingNotice? Of(FindingState state, DateOnly due, DateOnly today) =>
        state == FindingState.Closed ? null
        : today > due ? Overdue
        : state == FindingState.Open && today >= due.AddDays(-DaysAhead) ? Soon
        : null;
}
