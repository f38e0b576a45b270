using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// For a window of time somebody else decides in a person's place: everywhere, or on one system. The delegate signs in both names;
/// the person may go on deciding as well.
/// </summary>
public sealed class Delegation
{
    public const int LongestReason = 500;
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(92);

    private Delegation() { }

    internal Delegation(PersonId from, PersonId to, SystemId? system, DateTimeOffset begins, DateTimeOffset ends, string reason, DateTimeOffset now) =>
        (Id, From, To, System, Begins, Ends, Reason, MadeAt) = (DelegationId.New(now), from, to, system, begins, ends, reason, now);

    public DelegationId Id { get; private set; }

    public PersonId From { get; private set; }

    public PersonId To { get; private set; }

    /// <summary>The one system it is for; absent for all.</summary>
    public SystemId? System { get; private set; }

    public DateTimeOffset Begins { get; private set; }

    /// <summary>The end of the window, or when it was taken back before that.</summary>
    public DateTimeOffset Ends { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTimeOffset MadeAt { get; private set; }

    public DateTimeOffset? TakenBackAt { get; private set; }

    public bool Holds(DateTimeOffset now) => Begins <= now && now < Ends;

    public bool IsOver(DateTimeOffset now) => Ends <= now;

    internal void TakeBack(DateTimeOffset now) => (TakenBackAt, Ends) = (now, now < Begins ? Begins : now);
}
