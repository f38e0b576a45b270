using Portal.Assurance.Simulation;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Policies.Classification;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Tests.Assurance.Simulation;

/// <summary>What the rules say, spelt out check by check without the gate, the flows or the floors of the portal.</summary>
internal static class SlowSimulation
{
    public static IReadOnlyList<string> Tiers(Policy before, Policy after, Estate estate)
    {
        var shifts = new List<string>();
        foreach (var system in estate.Systems)
        {
            var (was, would) = (TierBy(before, system.Answers), TierBy(after, system.Answers));
            if (was != would)
                shifts.Add($"{system.Code} {was} {would}");
        }

        return shifts;
    }

    public static IReadOnlyList<string> Live(Policy before, Policy after, Estate estate, DateOnly today)
    {
        var shifts = new List<string>();
        foreach (var live in estate.Live)
        {
            var was = Blocking(before, live.Stage, live.System.Tier, today, live.Evidence);
            var would = Blocking(after, live.Stage, TierUnder(before, after, live.System), today, live.Evidence);
            if ((was == 0) != (would == 0))
                shifts.Add($"{live.System.Code} {live.Version} {would == 0} {would}");
        }

        return shifts;
    }

    public static IReadOnlyList<string> Decisions(Policy before, Policy after, Estate estate)
    {
        var shifts = new List<string>();
        foreach (var decision in estate.Decisions)
        {
            var tier = TierUnder(before, after, decision.System);
            var stopped = Blocking(after, decision.Target, tier, decision.Begun, decision.Evidence) > 0;
            var wasStopped = decision.State == PromotionState.GateFailed;
            if (stopped && !wasStopped)
                shifts.Add($"{decision.Code} The gate would have stopped it");
            if (!stopped && wasStopped)
                shifts.Add($"{decision.Code} It would have passed the gate, to its deciders");
            if (stopped || wasStopped || decision.State == PromotionState.Rejected)
                continue;

            var waiting = new List<string>();
            var key = after.Approvals.First(choice => choice.Tier == tier && choice.Target == decision.Target).Flow;
            foreach (var step in after.Flows.First(flow => flow.Key == key).Steps)
            {
                var votes = decision.Votes.Where(vote => vote.Step == step.Kind && (step.Board is null || step.Board.Seats.Contains(vote.Seat ?? ""))).ToList();
                var approvals = votes.Count(vote => vote.Ballot == Ballot.For);
                var rejections = votes.Count(vote => vote.Ballot == Ballot.Against);
                var done = approvals >= step.Signatures;
                if (step.Board is { } board)
                {
                    var enough = votes.Count * 100 >= board.Participation * board.Seats.Count;
                    var named = board.OneOf.Count == 0 || votes.Any(vote => vote.Seat is { } seat && board.OneOf.Contains(seat));
                    done = enough && named && approvals > rejections && approvals >= board.Approvals;
                }

                if (!done)
                    waiting.Add(step.Kind.ToString());
            }

            if (waiting.Count > 0)
                shifts.Add($"{decision.Code} It would have waited for {string.Join(" and ", waiting)}");
        }

        return shifts;
    }

    private static int Blocking(Policy policy, Stage target, RiskTier tier, DateOnly begun, GateEvidence evidence)
    {
        var blocking = 0;
        foreach (var check in policy.Checks)
        {
            if (tier < check.From || !check.Stages.Contains(target) || check.Severity == Severity.Warn || evidence.Excuses.Any(excuse => excuse.Check == check.Key))
                continue;
            if (begun.DayNumber > check.ValidUntil.DayNumber || !Holds(check, tier, evidence))
                blocking++;
        }

        return blocking;
    }

    private static bool Holds(GateCheck check, RiskTier tier, GateEvidence evidence)
    {
        if (check is DocumentCheck)
        {
            var reviewed = evidence.Documents.Where(document => document.State != DocumentState.InReview).ToList();
            return reviewed.Count > 0 && reviewed[^1].State == DocumentState.Approved;
        }

        var metric = (MetricCheck)check;
        if (evidence.Runs is not [.., { Confusion: var counts }])
            return false;

        var (k, n) = metric.Metric == Metric.Accuracy ? (counts.Correct, counts.N) : (counts.TruePositives, counts.Positives);
        if (n == 0 || n < metric.MinimumSample)
            return false;
        var bound = metric.BoundFrom is { } from && tier >= from;
        return (bound ? WilsonLow(k, n) : (double)k / n) >= metric.AtLeast;
    }

    // Wilson (1927), at 95 %.
    private static double WilsonLow(long k, long n)
    {
        const double Z = 1.959963984540054;
        var p = (double)k / n;
        return (p + (Z * Z / (2 * n)) - (Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4.0 * n * n))))) / (1 + (Z * Z / n));
    }

    private static RiskTier TierUnder(Policy before, Policy after, StandingSystem system)
    {
        var (was, would) = (TierBy(before, system.Answers), TierBy(after, system.Answers));
        return would is null || was == would ? system.Tier : would.Value;
    }

    private static RiskTier? TierBy(Policy policy, Answers answers)
    {
        var scored = Questionnaires.Classify(answers);
        var tier = scored.Tier;
        foreach (var floor in policy.Floors)
        {
            var answered = Questionnaires.Of(1).Questions.Asked(answers).Any(question => !question.IsMissing);
            if (answered && floor.LegalClass <= scored.LegalClass && (tier is null || tier < floor.Tier))
                tier = floor.Tier;
        }

        return tier;
    }
}
