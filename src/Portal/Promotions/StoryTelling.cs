using Portal.Accounts;
using Portal.Audit;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Puts beside each entry what was signed, frozen and asked in it. The order is the ledger's, not the clock's.</summary>
internal sealed class StoryTelling(IReadOnlyList<VoteView> votes, IReadOnlyList<PromotionRevision> revisions, IReadOnlyDictionary<int, PromotionRound> rounds, IReadOnlyList<Question> questions, IReadOnlyDictionary<PersonId, PersonLine> people)
{
    public IReadOnlyList<StoryStep> Of(IReadOnlyList<EntryFacts> entries, (DateOnly First, DateOnly Last)? seen)
    {
        List<StoryStep> steps = [];
        foreach (var entry in entries)
        {
            if (steps is [.., { Entry: { } before } last] && IsTheSameAgain(before, entry))
                steps[^1] = last with { Again = [.. last.Again, entry] };
            else
                steps.Add(Step(entry, steps.Count == 0 ? StoryChapter.Request : steps[^1].Chapter));
        }

        if (seen is { } days)
        {
            var at = new DateTimeOffset(days.First.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            var applied = steps.FindIndex(step => step.Entry?.Action is PromotionEvents.Applied or PromotionEvents.AppliedInEmergency);
            var place = steps.FindIndex(applied + 1, step => step.At >= at);
            steps.Insert(place < 0 ? steps.Count : place, new StoryStep(StoryChapter.InForce, at, "The portal") { Seen = days });
        }

        return steps;
    }

    private static bool IsTheSameAgain(EntryFacts before, EntryFacts entry) =>
        entry.Action == PromotionEvents.CertificateIssued && before.Action == entry.Action && before.Person == entry.Person && before.Through == entry.Through;

    private StoryStep Step(EntryFacts entry, StoryChapter current)
    {
        var (gate, isUnknown) = entry.Action == PromotionEvents.Requested && RoundAt(entry.Time) is { } round ? (round.Gate.Checks.Count > 0 ? round.Gate : null, round.Gate.Checks.Count == 0) : (null, false);
        return new StoryStep(ChapterOf(entry.Action, current), entry.Time, WhoOf(entry))
        {
            Entry = entry,
            Vote = votes.FirstOrDefault(vote => vote.At == entry.Time && entry.Action == PromotionEvents.Of(vote.Verdict) && vote.Person == entry.Person),
            Gate = gate,
            GateIsUnknown = isUnknown,
            Question = entry.Action == PromotionEvents.QuestionAnswered && int.TryParse(entry["question"], out var number) ? questions.FirstOrDefault(question => question.Number == number) : null,
        };
    }

    private string WhoOf(EntryFacts entry) => entry.Person is { } person ? people.GetValueOrDefault(person)?.Name ?? "Somebody without an account" : "The portal";

    private PromotionRound? RoundAt(DateTimeOffset at) =>
        revisions.LastOrDefault(revision => revision.ValidFrom <= at) is { } stood ? rounds.GetValueOrDefault(stood.Stands.Round) : null;

    /// <summary>What happens to a finding of it belongs to where the story has come.</summary>
    private static StoryChapter ChapterOf(string action, StoryChapter current) => action switch
    {
        PromotionEvents.Requested => StoryChapter.Request,
        PromotionEvents.Approved or PromotionEvents.ApprovedWithConditions or PromotionEvents.Rejected or PromotionEvents.ChangesRequested or PromotionEvents.Abstained or PromotionEvents.Recused
            or PromotionEvents.QuestionAsked or PromotionEvents.QuestionAnswered or PromotionEvents.CloseSet or PromotionEvents.Closed or PromotionEvents.Reminded or PromotionEvents.Escalated
            or PromotionEvents.ClockStopped or PromotionEvents.ClockResumed or PromotionEvents.WentStale or PromotionEvents.Ratified or PromotionEvents.ReviewMissed => StoryChapter.Review,
        PromotionEvents.Applied or PromotionEvents.EmergencyStarted or PromotionEvents.AppliedInEmergency or PromotionEvents.CertificateIssued or PromotionEvents.StandingUsed or PromotionEvents.Suspended or PromotionEvents.Resumed => StoryChapter.InForce,
        PromotionEvents.Expired or PromotionEvents.Withdrawn or PromotionEvents.Superseded or PromotionEvents.Revoked or PromotionEvents.Retired => StoryChapter.Outcome,
        _ => current,
    };
}
