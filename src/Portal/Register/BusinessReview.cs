using Portal.Shared;

namespace Portal.Register;

/// <summary>That who answers for a system looked at it again: whether it still does what it is for, and whether it goes on.</summary>
public sealed class BusinessReview
{
    private BusinessReview() { }

    internal BusinessReview(SystemId system, int revision, ReviewDecision decision, string statement, PersonId by, DateTimeOffset now, DateTimeOffset nextDue) =>
        (System, Revision, Decision, Statement, By, At, NextDue) = (system, revision, decision, statement, by, now, nextDue);

    public SystemId System { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The published revision that was looked at.</summary>
    public int Revision { get; private set; }

    public ReviewDecision Decision { get; private set; }

    public string Statement { get; private set; } = "";

    public PersonId By { get; private set; }

    public DateTimeOffset NextDue { get; private set; }
}

/// <summary>What follows from a review; a change or an end is looked at again in a month, until it has come.</summary>
public enum ReviewDecision { GoesOn = 1, NeedsChange, IsToEnd }
