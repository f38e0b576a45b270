using Portal.Accounts;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>How it is decided: what counts, who is waited for, and when a step closes.</summary>
public sealed partial class Promotion
{
    /// <summary>What everybody said last in this revision.</summary>
    public IReadOnlyList<Vote> CurrentVotes => [.. _votes.Where(vote => vote.Revision == Revision).GroupBy(vote => vote.Person).Select(votes => votes.MaxBy(vote => vote.Number)).OfType<Vote>()];

    /// <summary>Those that count: on the subject as it is, and a rejection until its signer changes it.</summary>
    public IReadOnlyList<Vote> CountedVotes => [.. CurrentVotes.Where(IsCounted)];

    /// <summary>None either where the ledger alone tells what was, and the flow of that time is not known.</summary>
    public FlowStep? OpenStep => (State == PromotionState.InReview || IsUnderReview) && StepsDone < Flow.Steps.Count ? Flow.Steps[StepsDone] : null;

    /// <summary>Somebody on the board is against it, and nobody has said when the vote closes.</summary>
    public bool IsForTheChair => OpenStep is { Board: not null } step && ClosesAt is null && CountedVotes.Any(vote => vote.Step == step.Kind && vote.Verdict.Ballot() == Ballot.Against);

    /// <summary>The first that nobody has answered.</summary>
    public Question? OpenQuestion => Questions.FirstOrDefault(question => question.IsOpen);

    internal StepTimes Times => new(StepOpenedAt, ClosesAt, IsUnderReview && Emergency is { MissedAt: not null } ? DateTimeOffset.MaxValue : ExpiresAt);

    /// <summary>Why this signature is not taken: what is signed is what was shown, by who may sign.</summary>
    public Refusal? WhyNot(Eligibility eligible, Digest displayed, Verdict verdict, string reason) =>
        OpenStep is null ? new NotAllowed($"{Code} is {State}: nothing is to be signed now.")
        : displayed != SubjectDigest ? new Changed("What you read is not what stands here now. Read the difference and sign again.")
        : eligible.Step is not { } step ? new Forbidden(eligible.Why)
        : eligible.Before is { } before && before.Verdict == verdict && verdict != Verdict.ApproveWithConditions && IsCounted(before) && before.Subject == displayed ? new NotAllowed("You have signed just that: your signature stands.")
        : verdict == Verdict.Abstain && step.Board is null ? new Invalid("verdict", "Abstaining is for the seats of a board.")
        : verdict.Ballot() == Ballot.For && OpenQuestion is { } question ? new NotAllowed($"Question {question.Number} of {question.ByName} is open: it is answered before anybody approves.")
        : verdict == Verdict.RequestChanges && IsUnderReview ? new Invalid("verdict", "It runs already: approve it, on conditions if need be, or reject it.")
        : verdict.NeedsReason() && string.IsNullOrWhiteSpace(reason) ? new Invalid("reason", verdict == Verdict.Reject ? "A rejection needs a reason." : "Say what is to be changed.")
        : null;

    /// <summary>One signature, with how its signer proved who they are. What the signer said before stays on record.</summary>
    internal Refusal? Decide(Actor actor, Eligibility eligible, Digest displayed, Verdict verdict, string meaning, string reason, IReadOnlyList<Condition> conditions, Authentication authenticated, DateTimeOffset applyBy, DateTimeOffset now)
    {
        if (WhyNot(eligible, displayed, verdict, reason) is { } refusal)
            return refusal;
        if (eligible is not { Step: { } step } || actor.Person is not { } person)
            return new Forbidden(eligible.Why);

        _votes.Add(new Vote(_votes.Count + 1, Revision, step.Kind, eligible.Seat, person, actor.Name, verdict, meaning, reason, displayed, authenticated, now)
        {
            Conditions = conditions,
            InPlaceOf = eligible.InPlaceOf?.Person,
            InPlaceOfName = eligible.InPlaceOf?.Name,
        });
        ChangedAt = now;
        Settle(applyBy, now);
        return null;
    }

    /// <summary>The chair says when the open board step closes; nobody who may still vote is cut off before its hours are over.</summary>
    internal Refusal? SetClose(DateTimeOffset at, IReadOnlyCollection<string> held, DateTimeOffset applyBy, DateTimeOffset now)
    {
        if (OpenStep is not { Board: { } board } step)
            return new NotAllowed($"{Code} has no board step open.");
        if (at > Times.ExpiresAt)
            return new Invalid("at", "The request expires before that.");
        var waiting = board.Seats.Where(held.Contains).Except(CountedVotes.Where(vote => vote.Step == step.Kind && vote.Counted is not null).Select(vote => vote.Seat)).ToList();
        if (at < StepClosing.EarliestClose(board, StepOpenedAt) && waiting.Count > 0)
            return new Invalid("at", $"The {string.Join(", ", waiting)} seat{(waiting.Count == 1 ? " has" : "s have")} not voted: it stays open for its {board.OpenHours} hours, or until everybody has.");

        ClosesAt = at < now ? now : at;
        ChangedAt = now;
        Settle(applyBy, now);
        return null;
    }

    internal Refusal? Ask(PersonId person, string name, string text, DateTimeOffset now)
    {
        if (State != PromotionState.InReview)
            return new NotAllowed($"{Code} is {State}: nobody is deciding on it now.");
        if (Questions.Count >= Question.Most)
            return new NotAllowed($"{Code} has {Question.Most} questions: ask for changes instead.");

        Questions = [.. Questions, new Question(Questions.Count + 1, Revision, person, name, text, now)];
        ChangedAt = now;
        return null;
    }

    /// <summary>What votes have brought about meanwhile takes its course.</summary>
    internal Refusal? Answer(int number, PersonId person, string name, string text, DateTimeOffset applyBy, DateTimeOffset now)
    {
        if (Questions.FirstOrDefault(question => question.Number == number) is not { } asked)
            return new NotFound($"Question {number}");
        if (!asked.IsOpen)
            return new NotAllowed($"{asked.AnsweredByName} has answered question {number}.");

        Questions = [.. Questions.Select(question => question == asked ? asked with { Answer = text, AnsweredBy = person, AnsweredByName = name, AnsweredAt = now } : question)];
        ChangedAt = now;
        Settle(applyBy, now);
        return null;
    }

    /// <summary>Takes the steps as far as votes and the clock have brought them by this instant; true when something became of it.</summary>
    internal bool Settle(DateTimeOffset applyBy, DateTimeOffset now)
    {
        if (PromotionMoves.CanExpire.Contains(State) && State != PromotionState.InReview && now >= ExpiresAt)
        {
            Move(PromotionState.Expired, now);
            Stand(now);
            return true;
        }

        var settled = false;
        while (OpenStep is { } step && OutcomeOf(step, Clock(now)) is var outcome and not StepOutcome.Open)
        {
            settled = true;
            if (outcome == StepOutcome.Passed)
                Pass(applyBy, now);
            else if (IsUnderReview)
                CloseReview(step, outcome, now);
            else
                Close(outcome switch { StepOutcome.Rejected => PromotionState.Rejected, StepOutcome.ChangesRequested => PromotionState.ChangesRequested, _ => PromotionState.Expired }, now);
        }

        Stand(now);
        return settled;
    }

    /// <summary>An open question holds up what would pass, but nothing past its time.</summary>
    private StepOutcome OutcomeOf(FlowStep step, DateTimeOffset now) => StepClosing.Of(step, CountedVotes, Times, now) switch
    {
        StepOutcome.Passed when OpenQuestion is not null => now >= Times.ExpiresAt ? StepOutcome.Expired : StepOutcome.Open,
        var outcome => outcome,
    };

    /// <summary>The people there cannot complete it any more: its time stands still.</summary>
    internal void StopClock(string lack, DateTimeOffset since, DateTimeOffset now)
    {
        Standstill = new Standstill(since, lack);
        Stand(now);
    }

    /// <summary>They can again: as many working days are left as there were.</summary>
    internal void GoOn(WorkCalendar days, Calendar calendar, DateTimeOffset now)
    {
        if (Standstill is not { } stood)
            return;

        (DueAt, ExpiresAt, Standstill, ChangedAt) = (stood.Moved(DueAt, days, calendar, now), stood.Moved(ExpiresAt, days, calendar, now), null, now);
        Stand(now);
    }

    private DateTimeOffset Clock(DateTimeOffset now) => Standstill is { Since: var since } && since < now ? since : now;

    /// <summary>What the clock has to say now, once.</summary>
    internal PromotionNotice? Notice(DateTimeOffset now)
    {
        now = Clock(now);
        var begun = IsUnderReview && AppliedAt is { } applied ? applied : SubmittedAt;
        var due = OpenStep is null ? PromotionNotice.None
            : now >= DueAt && !IsUnderReview ? PromotionNotice.Escalated
            : now >= begun + ((DueAt - begun) / 2) ? PromotionNotice.Reminded
            : PromotionNotice.None;
        if (due <= Noticed)
            return null;

        Noticed = due;
        return due;
    }

    internal bool IsDone(FlowStep step) => Flow.Steps.Take(StepsDone).Contains(step);

    private bool IsCounted(Vote vote) => vote.Subject == SubjectDigest || vote.Verdict == Verdict.Reject;

    private void Pass(DateTimeOffset applyBy, DateTimeOffset now)
    {
        (StepsDone, StepOpenedAt, ClosesAt) = (StepsDone + 1, now, null);
        if (StepsDone < Flow.Steps.Count)
            return;

        Conditions = [.. CountedVotes.Where(vote => vote.Verdict == Verdict.ApproveWithConditions).SelectMany(vote => vote.Conditions)];
        if (IsUnderReview)
        {
            Ratify(now);
            return;
        }

        Close(Conditions.Count > 0 ? PromotionState.ApprovedWithConditions : PromotionState.Approved, now);
        ExpiresAt = applyBy;
    }

    private void Close(PromotionState outcome, DateTimeOffset now)
    {
        Move(outcome, now);
        DecidedAt = now;
    }
}
