using Portal.Policies;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

/// <summary>How a system goes on after its entry is published, and how it ends.</summary>
public sealed partial class AiSystem
{
    /// <summary>Drops the revision that is being worked on, unless risk has it.</summary>
    public Result<SystemRevision> Discard(DateTimeOffset now)
    {
        if (Open is not { } open)
            return new NotAllowed($"{Code} has no draft.");
        if (open.State == EntryState.Submitted)
            return new NotAllowed($"Revision {open.Number} of {Code} is with risk: it can be discarded when it is returned.");

        _revisions.Remove(open);
        ChangedAt = now;
        return open;
    }

    public Refusal? Retire(Ending ending, PersonId by, DateTimeOffset now)
    {
        if (WhyClosed is { } closed)
            return closed;
        if (Published is not { } published)
            return new NotAllowed($"{Code} was never published: discard its draft.");
        if (Open is { } open)
            return new NotAllowed($"Revision {open.Number} of {Code} is open: publish or discard it first.");
        if (ending.Reason.Length == 0)
            return new Invalid("reason", "Say why it ends.");
        if (published.Content.Lane == Lane.Experiment && ending.Outcome is null)
            return new Invalid("outcome", "Say what came out of the experiment.");
        if (published.Content.Lane == Lane.Experiment && ending.Learning.Length == 0)
            return new Invalid("learning", "Say what was learned.");
        if (published.Content.Lane != Lane.Experiment && (ending.Outcome is not null || ending.Learning.Length > 0))
            return new Invalid("outcome", "Only an experiment has an outcome.");
        if ((IReadOnlyList<Fault>)[.. EntryLimits.FaultsOf("reason", ending.Reason), .. EntryLimits.FaultsOf("learning", ending.Learning)] is { Count: > 0 } faults)
            return new Invalid(faults);

        (RetiredAt, RetiredBy, RetiredBecause, Outcome, Learning, ReviewDue, ChangedAt) = (now, by, ending.Reason, ending.Outcome, ending.Learning, null, now);
        return null;
    }

    /// <summary>Who answers for it looked at what is published, and says how it goes on.</summary>
    public Result<BusinessReview> Recertify(Digest displayed, ReviewDecision decision, string statement, Policy policy, PersonId by, DateTimeOffset now)
    {
        if (WhyClosed is { } closed)
            return closed;
        if (Published is not { } published || Tier is not { } tier)
            return new NotAllowed($"{Code} is not published yet.");
        if (EntryDigest.Of(published.Content) != displayed)
            return new Changed($"{Code} is no longer what you read. Read it again, then say how it goes on.");
        if (!Enum.IsDefined(decision))
            return new Invalid("decision", "Say how it goes on.");
        if (statement.Length == 0)
            return new Invalid("statement", "Say what you found.");
        if (EntryLimits.FaultsOf("statement", statement) is { Count: > 0 } faults)
            return new Invalid(faults);

        Review(decision == ReviewDecision.GoesOn ? policy.NextReview(now, tier) : now.AddMonths(1));
        ChangedAt = now;
        return new BusinessReview(Id, published.Number, decision, statement, by, now, ReviewDue.GetValueOrDefault());
    }

    /// <summary>
    /// The time is over in which less than the answers give was tolerated: what they give stands from now on. A revision that is being
    /// worked on has made room before (<see cref="MakeRoom"/>).
    /// </summary>
    internal Result<EntryPublished> Lapse(Policy policy, DateTimeOffset now)
    {
        if (Published is not { ConfirmedTier: { } tier } published || RetiredAt is not null)
            return new NotAllowed($"{Code} has nothing that could lapse.");
        var (owed, legalClass) = (policy.TierOf(published.Content.Answers), published.Content.Classify().LegalClass);
        if (!(tier < owed) && (published.ConfirmedClass ?? LegalClass.Minimal) >= legalClass)
            return new NotAllowed($"{Code} stands at what its answers give.");

        var next = new SystemRevision(published.Number + 1, published.Content, published.Author, now);
        _revisions.Add(next);
        return Publish(next, new TierConfirmation(owed ?? tier, legalClass, null, now, "The exception under which it stood lower has run out."), null, now);
    }

    /// <summary>Gives the revision that is being worked on the number after next; true when there was one.</summary>
    internal bool MakeRoom(DateTimeOffset now)
    {
        if (Open is not { } open || open.Number > (Published?.Number ?? 0) + 1)
            return false;

        _revisions.Remove(open);
        _revisions.Add(open.Renumbered());
        ChangedAt = now;
        return true;
    }

    internal DueNotice? ReviewNotice(DateTimeOffset now) =>
        ReviewDue is { } due && RetiredAt is null && DueNotice.OfReview(due, now) is { } notice && notice.Number > ReviewNotices ? notice : null;

    internal DueNotice? EndNotice(DateTimeOffset now) =>
        Published?.Content.TemporaryUntil is { } day && RetiredAt is null && DueNotice.OfEnd(day, now) is { } notice && notice.Number > EndNotices ? notice : null;

    internal void ToldOfReview(DueNotice notice) => ReviewNotices = notice.Number;

    internal void ToldOfEnd(DueNotice notice) => EndNotices = notice.Number;

    /// <summary>Nothing changes any more in what was retired.</summary>
    private Refusal? WhyClosed => RetiredAt is null ? null : new NotAllowed($"{Code} is retired.");

    private void Review(DateTimeOffset due) => (ReviewDue, ReviewNotices) = (due, 0);

    /// <summary>Why nothing new may be declared for it; null when something may.</summary>
    public Refusal? WhyNothingNew(DateTimeOffset now) =>
        WhyClosed
        ?? (Published?.ConfirmedClass == LegalClass.Prohibited ? new NotAllowed($"{Code} is a prohibited practice (Art. 5): it stays proposed, in whatever lane.") : null)
        ?? (Published?.Content is { Lane: Lane.Experiment, TemporaryUntil: { } last } && DueNotice.EndOf(last) <= now
            ? new NotAllowed($"The experiment {Code} ended on {last:d MMMM yyyy}: close it with its result, or ask risk for more time.") : null);

    /// <summary>Why nothing of it may run in this stage; null when something may.</summary>
    public Refusal? WhyNot(Stage stage, DateTimeOffset now) => stage == Stage.Development ? WhyNothingNew(now) : WhyNotToPeople(now);

    /// <summary>Why no version of it may reach people; null when one may.</summary>
    public Refusal? WhyNotToPeople(DateTimeOffset now) =>
        WhyNothingNew(now) ?? (Published?.Content.Lane == Lane.Experiment ? new NotAllowed($"{Code} is an experiment, and these never go to Production: publish it in the governed lane first.") : null);
}
