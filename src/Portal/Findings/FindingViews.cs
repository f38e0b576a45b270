using Portal.Accounts;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>In which order findings come: what is not closed first, the most severe and longest overdue, unless a column is named.</summary>
public sealed record FindingOrder(FindingColumn By, SortDirection Direction)
{
    public static FindingOrder ByUrgency { get; } = new(FindingColumn.Urgency, SortDirection.Ascending);
}

public enum FindingColumn { Urgency = 1, Code, Title, Severity, System, Owner, State, Due, Raised }

/// <summary>A row of the list, as of a day.</summary>
public sealed record FindingLine(
    FindingId Id, string Code, FindingSource Source, FindingSeverity Severity, string Title, SystemId? SystemId, string? System, string? SystemName,
    PersonId OwnerId, string Owner, DateOnly Due, FindingState State, DateTimeOffset RaisedAt, DateTimeOffset? ClosedAt, DateOnly Today)
{
    /// <summary>Days since it was due; none while it is not, or once it is closed.</summary>
    public int DaysOverdue => State == FindingState.Closed ? 0 : Math.Max(0, Today.DayNumber - Due.DayNumber);

    public bool IsOverdue => DaysOverdue > 0;

    /// <summary>How long somebody has had to do something about it.</summary>
    public int DaysOpen => (int)Math.Max(0, ((ClosedAt ?? new DateTimeOffset(Today.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero)) - RaisedAt).TotalDays);
}

/// <summary>A finding with its story.</summary>
public sealed record FindingView(FindingLine Line, string Text, string About, PersonId? RaisedBy, PersonId? ClaimedBy, IReadOnlyList<FindingStep> Steps, IReadOnlyDictionary<PersonId, PersonLine> People)
{
    /// <summary>Where it can be seen that it is done; absent while nobody says so.</summary>
    public FindingStep? Claim => Line.State == FindingState.Open ? null : Steps.LastOrDefault(step => step.Act == FindingAct.Claimed);

    public int Reopenings => Steps.Count(step => step.Act == FindingAct.Reopened);

    public string NameOf(PersonId? person) => person is { } id ? People.GetValueOrDefault(id)?.Name ?? "Somebody without an account" : "The portal";

    /// <summary>Why this person may not close, return, reopen or move it; null when nothing of its own stands against it.</summary>
    public string? WhyNotJudge(PersonId person) => Finding.WhyNotJudge(person, Line.OwnerId, ClaimedBy);
}

/// <summary>An act, and who had the finding from then on until which day.</summary>
public sealed record FindingStep(int Number, FindingAct Act, PersonId? By, string Words, FindingState State, PersonId Owner, DateOnly Due, DateTimeOffset At);

/// <summary>How many findings there are, and of those that are not closed how many are severe, overdue, or said to be done.</summary>
public sealed record FindingCounts(int All, int NotClosed, int Severe, int Overdue, int Claimed);

/// <summary>What findings are filtered by, where that is not a fixed list.</summary>
public sealed record FindingChoices(IReadOnlyList<FindingSystem> Systems, IReadOnlyList<PersonLine> Owners);

public sealed record FindingSystem(string Code, string Name);

/// <summary>A finding with all that a table says of it.</summary>
public sealed record FindingRow(FindingLine Line, string Text, string About, string RaisedBy, string OwnerEmail, string Evidence);
