namespace Portal.Policies;

/// <summary>The rules of one policy version. Published versions are never edited; a request keeps the one it started with.</summary>
public sealed record Policy(int Number, IReadOnlyList<GateCheck> Gate, IReadOnlyList<FlowStep> Flow)
{
    /// <summary>Policy 1, as shipped: what a version needs for Production, and who signs.</summary>
    public static Policy Shipped { get; } = new(
        1,
        [
            new MetricCheck("accuracy", "Accuracy", Metric.Accuracy, AtLeast: 0.80, MinimumSample: 200, SetBy: "Validation", Why: "Below four in five the scorecard it replaces is better."),
            new MetricCheck("recall", "Recall", Metric.Recall, AtLeast: 0.60, MinimumSample: 50, SetBy: "Risk", Why: "Two missed cases in five is the most that the case teams can catch."),
            new DocumentCheck("validation-report", "Validation report", DocumentKind.ValidationReport, SetBy: "Policy 1"),
        ],
        [
            new FlowStep("Technical", StepKind.Technical, []),
            new FlowStep("Board", StepKind.Board, ["Risk", "Legal"]),
        ]);

    public static Policy Of(int number) =>
        number == Shipped.Number ? Shipped : throw new ArgumentOutOfRangeException(nameof(number), number, "There is no such policy.");
}

public enum Metric { Accuracy = 1, Recall }

public enum DocumentKind { ValidationReport = 1 }

/// <summary>One check of a gate. Its key stays when its name is worded anew: exceptions and comparisons go by it.</summary>
public abstract record GateCheck(string Key, string Name, string SetBy);

/// <summary>A metric must reach its threshold on the lower bound of its interval, over enough rows; fewer is "no data", which blocks.</summary>
public sealed record MetricCheck(string Key, string Name, Metric Metric, double AtLeast, int MinimumSample, string SetBy, string Why) : GateCheck(Key, Name, SetBy);

/// <summary>A document must exist for the version, approved by somebody who did not write it.</summary>
public sealed record DocumentCheck(string Key, string Name, DocumentKind Kind, string SetBy) : GateCheck(Key, Name, SetBy);

public enum StepKind { Technical = 1, Board }

/// <summary>One step of an approval flow: one signature, or one of every seat named.</summary>
public sealed record FlowStep(string Name, StepKind Kind, IReadOnlyList<string> Seats);
