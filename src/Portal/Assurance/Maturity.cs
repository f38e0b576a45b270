using Portal.Shared;

namespace Portal.Assurance;

/// <summary>What tells how a version came to be and is kept: by which way it, its evidence and its promotion came in.</summary>
public sealed record MaturityFacts(string? Version)
{
    public Through? Declared { get; init; }

    /// <summary>Of its latest evaluation.</summary>
    public Through? Evaluated { get; init; }

    /// <summary>Of the last promotion of the system that took effect.</summary>
    public Through? Applied { get; init; }

    public bool IsLive { get; init; }

    public bool HasBaseline { get; init; }

    public DateTimeOffset? LastRowAt { get; init; }
}

/// <summary>
/// How far the work on a system runs by itself: 0 manual, 1 pipeline, 2 CI/CD, 3 continuous. Found from what came in, never declared.
/// </summary>
/// <param name="Level">0 to 3.</param>
/// <param name="Target">What the policy asks of the tier.</param>
/// <param name="Reason">Why it is this level.</param>
/// <param name="Next">What the next level takes; absent at the last.</param>
public sealed record Maturity(int Level, int Target, string Reason, string? Next)
{
    /// <summary>As fresh as rows must be to count as watched.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    public bool ReachesTarget => Level >= Target;

    public string Word => WordOf(Level);

    public static string WordOf(int level) => level switch
    {
        0 => "manual",
        1 => "pipeline",
        2 => "CI/CD",
        3 => "continuous",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    public static Maturity Of(MaturityFacts facts, int target, DateTimeOffset now) => (facts, WhyNotTwo(facts), WhyNotThree(facts, now)) switch
    {
        ({ Version: null }, _, _) => new(0, target, "No version is sealed yet.", "declare a version from a pipeline, with a token"),
        ({ Declared: not Through.Token }, _, _) => new(0, target, $"{facts.Version} was not declared from a pipeline.", "declare versions from the pipeline, with a token"),
        (_, { } next, _) => new(1, target, "Versions come from a pipeline.", next),
        (_, null, { } next) => new(2, target, "Versions, evaluations and promotions come from a pipeline.", next),
        _ => new(3, target, $"All of it comes from a pipeline, and {facts.Version} is watched against its baseline.", null),
    };

    private static string? WhyNotTwo(MaturityFacts facts) => (facts.Evaluated, facts.Applied) switch
    {
        (Through.Token, Through.Token) => null,
        (Through.Token, _) => "apply promotions from the pipeline",
        (_, Through.Token) => "send evaluations from the pipeline",
        _ => "send evaluations and apply promotions from the pipeline",
    };

    private static string? WhyNotThree(MaturityFacts facts, DateTimeOffset now) => facts switch
    {
        { IsLive: false } => $"bring {facts.Version} to people",
        { HasBaseline: false } => "evaluate with feature values, so that a baseline is frozen",
        { LastRowAt: { } last } when now - last <= Fresh => null,
        _ => $"send telemetry of {facts.Version}: none came within the last day",
    };
}
