using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// An entry of the register. What is published stands while the next revision is drafted beside it; published revisions are
/// never edited again.
/// </summary>
public sealed class AiSystem : IVersioned
{
    private readonly List<SystemRevision> _revisions = [];

    private AiSystem() { }

    public SystemId Id { get; private set; }

    /// <summary>AIS-0001, always from the sequence.</summary>
    public string Code { get; private set; } = "";

    public DateTimeOffset FiledAt { get; private set; }

    public PersonId FiledBy { get; private set; }

    /// <summary>The tier that risk confirmed with the published revision.</summary>
    public RiskTier? Tier { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<SystemRevision> Revisions => _revisions;

    public SystemRevision? Published => _revisions.SingleOrDefault(revision => revision.State == EntryState.Published);

    /// <summary>The revision that is being worked on: a draft, submitted or returned.</summary>
    public SystemRevision? Open => _revisions.SingleOrDefault(revision => revision.State is EntryState.Draft or EntryState.Submitted or EntryState.Returned);

    public static AiSystem File(string code, EntryContent content, PersonId author, DateTimeOffset now)
    {
        var system = new AiSystem { Id = SystemId.New(now), Code = code, FiledAt = now, FiledBy = author, ChangedAt = now };
        system._revisions.Add(new SystemRevision(1, content, author, now));
        return system;
    }

    public Refusal? Edit(EntryContent content, PersonId author, DateTimeOffset now)
    {
        if (Open is { State: EntryState.Submitted } submitted)
            return new NotAllowed($"Revision {submitted.Number} of {Code} is with risk: it can be edited again when it is accepted or returned.");

        if (Open is { } open)
            open.Rewrite(content, author, now);
        else
            _revisions.Add(new SystemRevision((Published?.Number ?? 0) + 1, content, author, now));
        ChangedAt = now;
        return null;
    }

    /// <summary>Publishes at once when nothing material differs from what is published; else risk accepts it first.</summary>
    public Refusal? Submit(PersonId author, DateTimeOffset now)
    {
        if (Open is not { } open)
            return new NotAllowed($"{Code} has no draft to submit.");
        if (open.State == EntryState.Submitted)
            return new NotAllowed($"Revision {open.Number} of {Code} is submitted already.");
        if (EntryRules.FaultsOf(open.Content) is { Count: > 0 } faults)
            return new Invalid(faults);

        ChangedAt = now;
        if (Published is { ConfirmedTier: { } tier } published && !MaterialFields.Differ(published.Content, open.Content))
            Publish(open, tier, author, now);
        else
            open.Move(EntryState.Submitted, now);
        return null;
    }

    /// <summary>Risk accepts the entry and confirms its tier; lowering what the owner proposed needs a reason.</summary>
    public Refusal? Accept(RiskTier tier, string reason, PersonId risk, DateTimeOffset now)
    {
        if (Open is not { State: EntryState.Submitted } open)
            return new NotAllowed($"{Code} has no submitted revision.");
        if (open.Author == risk)
            return new Forbidden("Who wrote the entry does not confirm its tier.");
        if (tier < open.Content.ProposedTier && string.IsNullOrWhiteSpace(reason))
            return new Invalid("reason", "A tier lower than the owner proposed needs a reason.");

        Publish(open, tier, risk, now);
        return null;
    }

    public Refusal? Return(string remarks, DateTimeOffset now)
    {
        if (Open is not { State: EntryState.Submitted } open)
            return new NotAllowed($"{Code} has no submitted revision.");
        if (string.IsNullOrWhiteSpace(remarks))
            return new Invalid("remarks", "Say what the owner should change.");

        open.SendBack(remarks, now);
        ChangedAt = now;
        return null;
    }

    private void Publish(SystemRevision open, RiskTier tier, PersonId by, DateTimeOffset now)
    {
        Published?.Move(EntryState.Superseded, now);
        open.Publish(tier, by, now);
        (Tier, ChangedAt) = (tier, now);
    }
}
