using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>How deciding went lately: everybody's requests that were decided or expired, one person's signatures, and that person's own requests.</summary>
public sealed record DecisionStatistics(IReadOnlyDictionary<PromotionState, int> Outcomes, TimeSpan? MedianToDecide, int Signatures, TimeSpan? MedianToSign, int OwnRequests, int OwnApproved, int OwnStale, int OwnStaleByOneself)
{
    public const int Days = 90;

    public int Decided => Outcomes.Values.Sum();

    /// <summary>Pure.</summary>
    public static DecisionStatistics Of(IReadOnlyCollection<Promotion> promotions, PersonId person, DateTimeOffset since)
    {
        var ended = promotions.Where(one => OutcomeOf(one) is not null && (one.DecidedAt ?? one.ChangedAt) >= since).ToList();
        var signed = promotions.SelectMany(one => one.Votes.Where(vote => vote.Person == person && vote.At >= since).GroupBy(vote => vote.Revision).Select(votes => (Promotion: one, Vote: votes.MinBy(vote => vote.Number)))).ToList();
        var own = promotions.Where(one => one.Requester == person && one.BegunAt >= since).ToList();
        return new(
            ended.CountBy(one => OutcomeOf(one).GetValueOrDefault()).ToDictionary(),
            Median([.. ended.Where(one => one.DecidedAt is not null).Select(one => one.DecidedAt.GetValueOrDefault() - one.BegunAt)]),
            signed.Count,
            Median([.. signed.Where(one => one.Vote is not null && one.Vote.Revision == one.Promotion.Revision).Select(one => one.Vote!.At - OpenedAt(one.Promotion, one.Vote))]),
            own.Count, own.Count(one => OutcomeOf(one) is PromotionState.Approved or PromotionState.ApprovedWithConditions), own.Sum(one => one.StaleTimes), own.Sum(one => one.StaleByRequester));
    }

    /// <summary>What was decided, whatever became of it afterwards; null while nothing is.</summary>
    private static PromotionState? OutcomeOf(Promotion one) => one switch
    {
        { State: PromotionState.Expired, DecidedAt: null } => PromotionState.Expired,
        { State: PromotionState.Rejected or PromotionState.ChangesRequested } => one.State,
        { DecidedAt: not null, Emergency: null or { Confirmed: null } } => one.Conditions.Count > 0 ? PromotionState.ApprovedWithConditions : PromotionState.Approved,
        _ => null,
    };

    /// <summary>A step opens with the signature that completes the one before it, the first with the submission.</summary>
    private static DateTimeOffset OpenedAt(Promotion promotion, Vote vote)
    {
        var before = promotion.Flow.Steps.TakeWhile(step => step.Kind != vote.Step).Select(step => step.Kind).ToList();
        var completed = promotion.Votes.Where(other => other.Revision == vote.Revision && other.At <= vote.At && before.Contains(other.Step)).Select(other => other.At);
        return completed.Append(promotion.SubmittedAt).Max() is var opened && opened < vote.At ? opened : vote.At;
    }

    private static TimeSpan? Median(List<TimeSpan> spans)
    {
        if (spans.Count == 0)
            return null;

        spans.Sort();
        return (spans[(spans.Count - 1) / 2] + spans[spans.Count / 2]) / 2;
    }
}

public sealed class DecisionStatisticsQueries(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public async Task<DecisionStatistics> Of(PersonId person, CancellationToken ct)
    {
        var since = time.GetUtcNow().AddDays(-DecisionStatistics.Days);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var recent = await db.Promotions.AsNoTracking().Include(one => one.Votes).Where(one => one.ChangedAt >= since || one.DecidedAt >= since || one.BegunAt >= since).ToListAsync(ct);
        return DecisionStatistics.Of(recent, person, since);
    }
}
