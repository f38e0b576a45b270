using System.Globalization;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Assurance.Simulation;

/// <summary>
/// Decides everything anew under another policy, with the scorer and the gate that decide in earnest. Pure. A system stands in the tier
/// that was confirmed, unless the answers give another one under the other policy: then in that one.
/// </summary>
public static class Simulator
{
    public static PolicySimulation Run(Policy before, Policy after, Estate estate, DateOnly today) => new(
        before.Number, estate.Systems.Count, estate.Live.Count, estate.Decisions.Count,
        [.. estate.Systems.Select(system => Shift(before, after, system)).OfType<TierShift>()],
        [.. estate.Live.Select(live => Shift(before, after, live, today)).OfType<LiveShift>()],
        [.. estate.Decisions.Select(decision => Shift(before, after, decision)).OfType<DecisionShift>()]);

    private static TierShift? Shift(Policy before, Policy after, StandingSystem system)
    {
        var (was, would) = (before.TierOf(system.Answers), after.TierOf(system.Answers));
        return was == would ? null : new TierShift(system.Code, system.Name, was, would, [.. after.FloorsUnder(system.Answers).Where(floor => floor.Tier == would).Select(floor => floor.Why)]);
    }

    private static LiveShift? Shift(Policy before, Policy after, LiveVersion live, DateOnly today)
    {
        var was = Gate.Decide(new(before, live.Stage, live.System.Tier, today), live.Evidence);
        var would = Gate.Decide(new(after, live.Stage, TierUnder(before, after, live.System), today), live.Evidence);
        return was.Outcome == would.Outcome
            ? null
            : new LiveShift(live.System.Code, live.System.Name, live.Version, live.Stage, would.Outcome == GateOutcome.Pass, Blocking(would));
    }

    private static DecisionShift? Shift(Policy before, Policy after, PastDecision decision)
    {
        var tier = TierUnder(before, after, decision.System);
        var gate = Gate.Decide(new(after, decision.Target, tier, decision.Begun), decision.Evidence);
        var (was, would) = (WordsOf(decision.State), Outcome(decision, gate, after.FlowTo(decision.Target, tier, decision.Change)));
        return would is null ? null : new DecisionShift(decision.Id.Value, decision.Code, decision.System.Code, decision.System.Name, decision.Version, decision.SubmittedAt, was, would);
    }

    /// <summary>What would have become of it; null when it would have become the same.</summary>
    private static string? Outcome(PastDecision decision, GateVerdict gate, Flow flow)
    {
        if (gate.Outcome == GateOutcome.Fail)
            return decision.Gate == GateOutcome.Fail ? null : $"The gate would have stopped it: {string.Join("; ", Blocking(gate))}";
        if (decision.Gate == GateOutcome.Fail)
            return "It would have passed the gate, to its deciders";
        if (decision.State == PromotionState.Rejected)
            return null;

        var open = flow.Steps.Where(step => !step.IsComplete(decision.Votes)).Select(step => step.Name).ToList();
        return open.Count == 0 ? null : $"It would have waited for {string.Join(" and ", open)}";
    }

    private static RiskTier TierUnder(Policy before, Policy after, StandingSystem system) =>
        after.TierOf(system.Answers) is { } would && would != before.TierOf(system.Answers) ? would : system.Tier;

    private static IReadOnlyList<string> Blocking(GateVerdict verdict) => [.. verdict.Checks.Where(check => check.Blocks).Select(InWords)];

    private static string InWords(CheckResult check) => check is { Observed: { } observed, AtLeast: { } least }
        ? string.Create(CultureInfo.InvariantCulture, $"{check.Name} {observed.Value:0.000} [{observed.Low:0.000}, {observed.High:0.000}], at least {least:0.000}: {check.Explanation}")
        : $"{check.Name}: {check.Explanation}";

    private static string WordsOf(PromotionState state) => state switch
    {
        PromotionState.GateFailed => "Stopped by the gate",
        PromotionState.Rejected => "Rejected",
        _ => "Approved",
    };
}
