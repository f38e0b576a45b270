using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

public enum EntryState { Draft = 1, Submitted, Returned, Published, Superseded }

/// <summary>One revision of an entry: typed columns, kept for good once published.</summary>
public sealed class SystemRevision
{
    private static readonly HashSet<(EntryState From, EntryState To)> Moves =
    [
        (EntryState.Draft, EntryState.Submitted),
        (EntryState.Draft, EntryState.Published),
        (EntryState.Submitted, EntryState.Returned),
        (EntryState.Submitted, EntryState.Published),
        (EntryState.Returned, EntryState.Draft),
        (EntryState.Returned, EntryState.Submitted),
        (EntryState.Returned, EntryState.Published),
        (EntryState.Published, EntryState.Superseded),
    ];

    private SystemRevision() { }

    internal SystemRevision(int number, EntryContent content, PersonId author, DateTimeOffset now)
    {
        (Number, Author, State, ChangedAt) = (number, author, EntryState.Draft, now);
        Write(content);
    }

    public SystemId System { get; private set; }

    public int Number { get; private set; }

    public EntryState State { get; private set; }

    public EntryContent Content { get; private set; } = new();

    /// <summary>The tier that the answers give, or the higher one that the owner proposes; absent while neither says anything.</summary>
    public RiskTier? Proposal { get; private set; }

    /// <summary>The class that the answers give.</summary>
    public LegalClass ScoredClass { get; private set; } = LegalClass.Minimal;

    /// <summary>Who wrote it last.</summary>
    public PersonId Author { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public PersonId? SubmittedBy { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>What risk wrote when sending it back; stays on a draft until it is submitted again.</summary>
    public string Remarks { get; private set; } = "";

    /// <summary>The tier as risk confirmed it, with this revision or with one before it that had the same material fields.</summary>
    public RiskTier? ConfirmedTier { get; private set; }

    public LegalClass? ConfirmedClass { get; private set; }

    /// <summary>Absent when the portal did, because the time of a lower one ran out.</summary>
    public PersonId? ConfirmedBy { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>What risk wrote when confirming the tier.</summary>
    public string ConfirmationReason { get; private set; } = "";

    public PersonId? PublishedBy { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Since when it stands for the system; what was never published has never stood.</summary>
    public DateTimeOffset? ValidFrom { get; private set; }

    public DateTimeOffset? ValidTo { get; private set; }

    public static bool CanMove(EntryState from, EntryState to) => Moves.Contains((from, to));

    internal void Rewrite(EntryContent content, PersonId author, DateTimeOffset now)
    {
        if (State == EntryState.Returned)
            Move(EntryState.Draft, now);
        (Author, ChangedAt) = (author, now);
        Write(content);
    }

    /// <summary>Another owner in whatever state it is; who wrote it stays.</summary>
    internal void Reassign(EntryContent content, DateTimeOffset now)
    {
        ChangedAt = now;
        Write(content);
    }

    internal void Submit(PersonId by, DateTimeOffset now)
    {
        Move(EntryState.Submitted, now);
        (SubmittedBy, SubmittedAt, Remarks) = (by, now, "");
    }

    internal void SendBack(string remarks, DateTimeOffset now)
    {
        Move(EntryState.Returned, now);
        Remarks = remarks;
    }

    internal void Publish(TierConfirmation confirmation, PersonId? by, DateTimeOffset now)
    {
        Move(EntryState.Published, now);
        (ConfirmedTier, ConfirmedClass, ConfirmedBy, ConfirmedAt, ConfirmationReason) = (confirmation.Tier, confirmation.Class, confirmation.By, confirmation.At, confirmation.Reason);
        (PublishedBy, PublishedAt, ValidFrom, Remarks) = (by, now, now, "");
    }

    internal TierConfirmation? Confirmation =>
        ConfirmedTier is { } tier && ConfirmedAt is { } at ? new(tier, ConfirmedClass ?? LegalClass.Minimal, ConfirmedBy, at, ConfirmationReason) : null;

    internal SystemRevision Renumbered()
    {
        var next = (SystemRevision)MemberwiseClone();
        next.Number++;
        return next;
    }

    internal void Supersede(DateTimeOffset now)
    {
        Move(EntryState.Superseded, now);
        ValidTo = now;
    }

    private void Write(EntryContent content)
    {
        (Content, Proposal, ScoredClass) = (content, content.Proposal, content.Classify().LegalClass);
    }

    private void Move(EntryState to, DateTimeOffset now)
    {
        if (!CanMove(State, to))
            throw new InvalidOperationException($"An entry does not go from {State} to {to}.");

        (State, ChangedAt) = (to, now);
    }
}

/// <summary>What risk said about tier and legal class; it stands until a material field changes.</summary>
internal sealed record TierConfirmation(RiskTier Tier, LegalClass Class, PersonId? By, DateTimeOffset At, string Reason);
