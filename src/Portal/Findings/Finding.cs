using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>
/// Something that somebody must do. Who has it says when it is done and shows it; somebody else looks and closes it. Never edited: each
/// act adds how it stands from then on.
/// </summary>
public sealed class Finding : IVersioned
{
    public const int LongestWords = 4000;

    private readonly List<FindingRevision> _revisions = [];

    private Finding() { }

    public FindingId Id { get; private set; }

    /// <summary>FI-0001, from the sequence.</summary>
    public string Code { get; private set; } = "";

    public FindingSource Source { get; private set; }

    public FindingSeverity Severity { get; private set; }

    /// <summary>Absent when it is about no system in particular, or about one that the register does not know.</summary>
    public SystemId? System { get; private set; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string About { get; private set; } = "";

    public string? Key { get; private set; }

    public PersonId? RaisedBy { get; private set; }

    public DateTimeOffset RaisedAt { get; private set; }

    public FindingState State { get; private set; }

    public PersonId Owner { get; private set; }

    public DateOnly Due { get; private set; }

    /// <summary>Who says that it is done; absent while nobody does.</summary>
    public PersonId? ClaimedBy { get; private set; }

    public int Reopenings { get; private set; }

    /// <summary>How many notices of this day were sent.</summary>
    public int Notices { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<FindingRevision> Revisions => _revisions;

    public static Finding Raise(string code, NewFinding what, PersonId? by, DateTimeOffset now)
    {
        var finding = new Finding
        {
            Id = FindingId.New(now),
            Code = code,
            Source = what.Source,
            Severity = what.Severity,
            System = what.System,
            Title = what.Title,
            Text = what.Text,
            About = what.About,
            Key = what.Key,
            RaisedBy = by,
            RaisedAt = now,
            State = FindingState.Open,
            Owner = what.Owner,
            Due = what.Due,
        };
        finding.Add(FindingAct.Raised, by, "", now);
        return finding;
    }

    /// <summary>Why this person may not close, return, reopen or move it, whatever they may do elsewhere; null when nothing stands against it.</summary>
    public string? WhyNotJudge(PersonId person) => WhyNotJudge(person, Owner, ClaimedBy);

    internal static string? WhyNotJudge(PersonId person, PersonId owner, PersonId? claimedBy) =>
        person == owner ? "You have it: somebody else closes it."
        : person == claimedBy ? "You said that it is done: somebody else closes it."
        : null;

    public Refusal? Claim(PersonId person, string evidence, DateTimeOffset now)
    {
        if (person != Owner)
            return new Forbidden($"Whoever has {Code} says that it is done.");
        if (NotIn(FindingState.Open, "only what is open is done") is { } refusal)
            return refusal;

        ClaimedBy = person;
        Go(FindingState.Claimed, FindingAct.Claimed, person, evidence, now);
        return null;
    }

    public Refusal? Close(PersonId person, string remarks, DateTimeOffset now)
    {
        if ((Judged(person) ?? NotIn(FindingState.Claimed, "only what somebody says is done is closed")) is { } refusal)
            return refusal;

        Go(FindingState.Closed, FindingAct.Closed, person, remarks, now);
        return null;
    }

    /// <summary>It is not done, or not shown: whoever has it goes on.</summary>
    public Refusal? Return(PersonId person, string remarks, DateTimeOffset now)
    {
        if ((Judged(person) ?? NotIn(FindingState.Claimed, "there is nothing to return")) is { } refusal)
            return refusal;

        ClaimedBy = null;
        Go(FindingState.Open, FindingAct.Returned, person, remarks, now);
        return null;
    }

    public Refusal? Reopen(PersonId person, DateOnly due, string reason, DateTimeOffset now)
    {
        if ((Judged(person) ?? NotIn(FindingState.Closed, "only what is closed is reopened")) is { } refusal)
            return refusal;

        (ClaimedBy, Due, Notices, Reopenings) = (null, due, 0, Reopenings + 1);
        Go(FindingState.Open, FindingAct.Reopened, person, reason, now);
        return null;
    }

    /// <summary>Gives it to somebody else, or another day; what was claimed stays claimed.</summary>
    public Refusal? Move(PersonId person, PersonId owner, DateOnly due, string reason, DateTimeOffset now)
    {
        if (Judged(person) is { } refusal)
            return refusal;
        if (State == FindingState.Closed)
            return new NotAllowed($"{Code} is closed: reopen it first.");
        if (owner == Owner && due == Due)
            return new Invalid("owner", "This is how it stands already.");

        (Owner, Notices, Due) = (owner, due == Due ? Notices : 0, due);
        Add(FindingAct.Moved, person, reason, now);
        return null;
    }

    /// <summary>To a successor, by the portal: nobody judged it.</summary>
    internal void GoTo(PersonId owner, string reason, DateTimeOffset now)
    {
        Owner = owner;
        Add(FindingAct.Moved, null, reason, now);
    }

    public Refusal? Note(PersonId person, string words, DateTimeOffset now)
    {
        if (State == FindingState.Closed)
            return new NotAllowed($"{Code} is closed: its story is told.");

        Add(FindingAct.Noted, person, words, now);
        return null;
    }

    internal void Told(FindingNotice notice) => Notices = notice.Number;

    private Refusal? Judged(PersonId person) => WhyNotJudge(person) is { } why ? new Forbidden(why) : null;

    private NotAllowed? NotIn(FindingState state, string because) =>
        State == state ? null : new NotAllowed($"{Code} is {State.ToString().ToLowerInvariant()}: {because}.");

    private void Go(FindingState to, FindingAct act, PersonId by, string words, DateTimeOffset now)
    {
        if (!FindingMoves.CanMove(State, to))
            throw new InvalidOperationException($"A finding does not go from {State} to {to}.");

        State = to;
        Add(act, by, words, now);
    }

    private void Add(FindingAct act, PersonId? by, string words, DateTimeOffset now)
    {
        _revisions.Find(revision => revision.ValidTo is null)?.End(now);
        _revisions.Add(new FindingRevision(_revisions.Count + 1, act, by, words, State, Owner, Due, now));
    }
}
