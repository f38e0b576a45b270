using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// An entry of the register. What is published stands while the next revision is drafted beside it; published revisions are
/// never edited again.
/// </summary>
public sealed partial class AiSystem : IVersioned
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

    /// <summary>The revision that lists show: what is published, or the first as long as nothing is.</summary>
    public int ShownNumber { get; private set; } = 1;

    /// <summary>What that revision says, as far as lists ask.</summary>
    public ShownFields Shown { get; private set; } = ShownFields.Of(new SystemRevision(1, new EntryContent(), default, default));

    /// <summary>Since when nobody owns it: an owner left and nobody took over.</summary>
    public DateTimeOffset? OrphanedAt { get; private set; }

    /// <summary>When who answers for it looks at it again; absent until something is published.</summary>
    public DateTimeOffset? ReviewDue { get; private set; }

    /// <summary>How many notices of this review were sent.</summary>
    public int ReviewNotices { get; private set; }

    /// <summary>How many notices were sent that its last day is near.</summary>
    public int EndNotices { get; private set; }

    public DateTimeOffset? RetiredAt { get; private set; }

    public PersonId? RetiredBy { get; private set; }

    public string RetiredBecause { get; private set; } = "";

    /// <summary>What came out of an experiment.</summary>
    public ExperimentOutcome? Outcome { get; private set; }

    public string Learning { get; private set; } = "";

    public int Version { get; private set; }

    public IReadOnlyList<SystemRevision> Revisions => _revisions;

    public SystemRevision? Published => _revisions.SingleOrDefault(revision => revision.State == EntryState.Published);

    /// <summary>The revision that is being worked on: a draft, submitted or returned.</summary>
    public SystemRevision? Open => _revisions.SingleOrDefault(revision => revision.State is EntryState.Draft or EntryState.Submitted or EntryState.Returned);

    public static string CodeOf(int number) => $"{Sequence.Systems}-{number:0000}";

    public static AiSystem File(string code, EntryContent content, PersonId author, DateTimeOffset now)
    {
        var system = new AiSystem { Id = SystemId.New(now), Code = code, FiledAt = now, FiledBy = author, ChangedAt = now };
        var first = new SystemRevision(1, content, author, now);
        system._revisions.Add(first);
        system.Show(first);
        return system;
    }

    /// <summary>Who writes the entry: who filed it, until something is published, and whom its grid gives a hand in registering.</summary>
    public bool IsWrittenBy(PersonId person) => EntryWriters.Write(person, FiledBy, Published?.Content, Open?.Content);

    public Refusal? Edit(EntryContent content, PersonId author, DateTimeOffset now)
    {
        if (WhyClosed is { } closed)
            return closed;
        if (Open is { State: EntryState.Submitted } submitted)
            return new NotAllowed($"Revision {submitted.Number} of {Code} is with risk: it can be edited again when it is accepted or returned.");

        if (Open is { } open)
            Rewrite(open, content, author, now);
        else
            _revisions.Add(new SystemRevision((Published?.Number ?? 0) + 1, content, author, now));
        if (Published is null || content.TemporaryUntil != Published.Content.TemporaryUntil)
            EndNotices = 0;
        ChangedAt = now;
        return null;
    }

    /// <summary>Publishes at once when nothing material differs from what is published; else risk accepts it first.</summary>
    public Result<Submission> Submit(PersonId author, DateTimeOffset now)
    {
        if (WhyClosed is { } closed)
            return closed;
        if (Open is not { } open)
            return new NotAllowed($"{Code} has no draft to submit.");
        if (open.State == EntryState.Submitted)
            return new NotAllowed($"Revision {open.Number} of {Code} is submitted already.");
        if (EntryRules.FaultsOf(open.Content) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (open.Content.TemporaryUntil is { } last && last != Published?.Content.TemporaryUntil && last < DateOnly.FromDateTime(now.UtcDateTime))
            return new Invalid("temporaryUntil", "That day has passed.");
        if (Published is { } same && EntryDigest.Of(same.Content) == EntryDigest.Of(open.Content))
            return new NotAllowed($"The draft of {Code} says what is published already.");

        var submission = new Submission(Id, open.Number, EntryDigest.Of(open.Content), null);
        if (Published is { Confirmation: { } confirmed } published && !MaterialFields.Differ(published.Content, confirmed.Tier, confirmed.Class, open.Content))
            return submission with { Published = Publish(open, confirmed, author, now) };

        open.Submit(author, now);
        ChangedAt = now;
        return submission;
    }

    /// <summary>
    /// Risk accepts the entry and confirms tier and legal class. Less than the answers give is an exception, with what compensates for it
    /// and a last day; less than the owner proposed, or than stood so far, needs a reason.
    /// </summary>
    public Result<EntryPublished> Accept(Digest displayed, TierDecision decision, Policy policy, PersonId risk, DateTimeOffset now)
    {
        if (!ForReview(displayed, risk).Succeeded(out var open, out var refusal))
            return refusal;
        if (decision.FaultsAgainst(open, Tier, policy, now) is { Count: > 0 } faults)
            return new Invalid(faults);

        Review(policy.NextReview(now, decision.Tier));
        return Publish(open, new TierConfirmation(decision.Tier, decision.Class, risk, now, decision.Reason), risk, now);
    }

    public Refusal? Return(Digest displayed, string remarks, PersonId risk, DateTimeOffset now)
    {
        if (!ForReview(displayed, risk).Succeeded(out var open, out var refusal))
            return refusal;
        if (string.IsNullOrWhiteSpace(remarks))
            return new Invalid("remarks", "Say what the owner should change.");
        if (EntryLimits.FaultsOf("remarks", remarks) is { Count: > 0 } faults)
            return new Invalid(faults);

        open.SendBack(remarks, now);
        ChangedAt = now;
        return null;
    }

    /// <summary>True when it was no orphan before.</summary>
    internal bool Orphan(DateTimeOffset now)
    {
        if (OrphanedAt is not null)
            return false;

        (OrphanedAt, ChangedAt) = (now, now);
        return true;
    }

    /// <summary>
    /// Somebody takes the place of an owner. Who owns a system is not material, so what risk confirmed stands and the next revision is
    /// published at once; while a draft is open it is the draft that names the new owner, who submits it.
    /// </summary>
    internal EntryPublished? HandOver(PersonId from, PersonId to, DateTimeOffset now)
    {
        (OrphanedAt, ChangedAt) = (null, now);
        if (Open is { } open)
        {
            open.Reassign(open.Content.OwnedBy(from, to), now);
            if (Published is null)
                Show(open);
            return null;
        }

        if (Published is not { Confirmation: { } confirmed } published || !Owns(from, published.Content))
            return null;

        var next = new SystemRevision(published.Number + 1, published.Content.OwnedBy(from, to), to, now);
        _revisions.Add(next);
        return Publish(next, confirmed, to, now);
    }

    private static bool Owns(PersonId person, EntryContent? content) =>
        content is not null && (content.BusinessOwner == person || content.TechnicalOwner == person);

    /// <summary>Risk decides on what was on the screen, and never on an entry of their own.</summary>
    private Result<SystemRevision> ForReview(Digest displayed, PersonId risk)
    {
        if (Open is not { State: EntryState.Submitted } open)
            return new NotAllowed($"{Code} has no submitted revision.");
        if (risk == FiledBy || IsWrittenBy(risk) || Owns(risk, open.Content) || open.Author == risk || open.SubmittedBy == risk)
            return new Forbidden("Who wrote, submitted or owns the entry does not confirm its tier.");
        if (EntryDigest.Of(open.Content) != displayed)
            return new Changed($"Revision {open.Number} of {Code} is no longer what you read. Read it again, then decide.");
        return open;
    }

    private EntryPublished Publish(SystemRevision open, TierConfirmation confirmation, PersonId? by, DateTimeOffset now)
    {
        var before = Published;
        var material = before is null || !MaterialFields.Of(before.Content, before.ConfirmedTier, before.ConfirmedClass).SequenceEqual(MaterialFields.Of(open.Content, confirmation.Tier, confirmation.Class));
        before?.Supersede(now);
        open.Publish(confirmation, by, now);
        (Tier, ChangedAt) = (confirmation.Tier, now);
        Show(open);
        return new EntryPublished(Id, open.Number, material);
    }

    private void Rewrite(SystemRevision open, EntryContent content, PersonId author, DateTimeOffset now)
    {
        open.Rewrite(content, author, now);
        if (Published is null)
            Show(open);
    }

    private void Show(SystemRevision revision) => (ShownNumber, Shown) = (revision.Number, ShownFields.Of(revision));
}

/// <summary>What submitting did: the revision waits for risk, or was published at once.</summary>
public sealed record Submission(SystemId System, int Revision, Digest Content, EntryPublished? Published);
