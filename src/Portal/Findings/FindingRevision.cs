using Portal.Shared;

namespace Portal.Findings;

/// <summary>How a finding stood for a time, and by which act it came so: its story, and what it was on any day.</summary>
public sealed class FindingRevision
{
    private FindingRevision() { }

    internal FindingRevision(int number, FindingAct act, PersonId? by, string words, FindingState state, PersonId owner, DateOnly due, DateTimeOffset now) =>
        (Number, Act, By, Words, State, Owner, Due, ValidFrom) = (number, act, by, words, state, owner, due, now);

    public FindingId Finding { get; private set; }

    public int Number { get; private set; }

    public FindingAct Act { get; private set; }

    /// <summary>Absent when the portal did it.</summary>
    public PersonId? By { get; private set; }

    /// <summary>The evidence, the remarks or the reason.</summary>
    public string Words { get; private set; } = "";

    public FindingState State { get; private set; }

    public PersonId Owner { get; private set; }

    public DateOnly Due { get; private set; }

    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset? ValidTo { get; private set; }

    internal void End(DateTimeOffset now) => ValidTo = now;
}
