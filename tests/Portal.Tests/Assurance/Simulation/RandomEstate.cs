using Portal.Assurance.Simulation;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Policies.Classification;
using Portal.Promotions;
using Portal.Shared;
using Portal.Statistics.Quality;
using Portal.Tests.Support;

namespace Portal.Tests.Assurance.Simulation;

/// <summary>Systems, live versions and decisions of every kind, near the thresholds as often as far from them.</summary>
internal static class RandomEstate
{
    private static readonly PromotionState[] Decided = [PromotionState.GateFailed, PromotionState.Rejected, PromotionState.Approved, PromotionState.Applied, PromotionState.Superseded];
    private static readonly string[] Seats = ["Risk", "Legal", "Data", "Technology", "Architecture"];

    public static Estate Of(Random random)
    {
        var systems = Enumerable.Range(1, 12).Select(number => System(random, number)).ToList();
        return new Estate(
            systems,
            [.. systems.Where(_ => random.Next(2) == 0).Select(system => new LiveVersion(system, $"v{random.Next(9)}", random.Next(3) == 0 ? Stage.Pilot : Stage.Production, Evidence(random)))],
            [.. Enumerable.Range(1, 15).Select(number => Decision(random, number, systems[random.Next(systems.Count)]))]);
    }

    private static StandingSystem System(Random random, int number) => new($"AIS-{number:0000}", $"System {number}", (RiskTier)random.Next(1, 5), Answers(random));

    private static Answers Answers(Random random) => random.Next(6) == 0
        ? Portal.Policies.Classification.Answers.None(1)
        : An.Answers(
            random.Next(2) == 0 ? "areas=none" : "services=credit",
            $"money={Any(random, "little", "department", "bank")}".Replace("bank", "department", StringComparison.Ordinal),
            $"autonomy={Any(random, "advises", "approved", "alone")}",
            $"method={Any(random, "transparent", "learned", "opaque", "agentic")}",
            $"reach={Any(random, "team", "organisation", "customers", "public")}",
            $"reversibility={Any(random, "atOnce", "withEffort", "hardly")}");

    private static PastDecision Decision(Random random, int number, StandingSystem system)
    {
        var state = Decided[random.Next(Decided.Length)];
        return new PastDecision(
            new PromotionId(new Guid(number, 0, 0, new byte[8])), $"PR-{number:0000}", system, $"v{number}", (Stage)random.Next((int)Stage.Staging, (int)Stage.Production + 1),
            new DateOnly(2026, 11, 2).AddDays(-random.Next(400)), House.Noon.AddDays(-random.Next(400)), state,
            state == PromotionState.GateFailed ? GateOutcome.Fail : GateOutcome.Pass, Evidence(random), Votes(random));
    }

    private static IReadOnlyList<StepVote> Votes(Random random) =>
    [
        .. Enum.GetValues<StepKind>().Where(kind => kind != StepKind.Board && random.Next(4) > 0).Select(kind => new StepVote(kind, null, Ballot.For)),
        .. Seats.Where(_ => random.Next(3) > 0).Select(seat => new StepVote(StepKind.Board, seat, random.Next(5) > 0 ? Ballot.For : random.Next(2) > 0 ? Ballot.Against : Ballot.Abstained)),
    ];

    private static GateEvidence Evidence(Random random) => new(
        random.Next(6) == 0 ? [] : [Run(random)],
        [.. Enumerable.Range(0, random.Next(3)).Select(number => new DocumentEvidence(
            new DocumentId(new Guid(number, 1, 0, new byte[8])), DocumentKind.ValidationReport, "Report", Digest.Of([]), (DocumentState)random.Next(1, 4)))])
    {
        Excuses = random.Next(4) == 0 ? [new Excuse(Any(random, "accuracy", "recall", "validation-report"), "EX-0001", House.Noon.AddDays(9))] : [],
    };

    private static RunEvidence Run(Random random)
    {
        var n = random.Next(4) == 0 ? random.Next(1, 250) : random.Next(250, 4000);
        var positives = random.Next(8) == 0 ? 0 : random.Next(1, n + 1);
        var found = (long)(positives * (0.5 + (random.NextDouble() / 2)));
        var right = Math.Min(n, found + (long)((n - positives) * (0.7 + (random.NextDouble() * 0.3))));
        return new RunEvidence(new RunId(new Guid(n, 2, 0, new byte[8])), "hold-out", 1, Digest.Of([]), positives == 0 ? null : "bad", new Confusion(n, right, positives, found));
    }

    private static string Any(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
