namespace Portal.Evaluation.Judging;

public enum JudgementKind
{
    Score = 1,

    /// <summary>Something came back that is no score: worth asking again at once.</summary>
    Unreadable,

    /// <summary>The endpoint does not take this one output.</summary>
    Unfit,

    /// <summary>Not now: the endpoint is busy, broken or away.</summary>
    Later,

    /// <summary>Not at all: nobody need ask again.</summary>
    Never,
}

/// <summary>What one call came to: the judge's reason, or what stands against it.</summary>
public sealed record Judgement(JudgementKind Kind, string Words)
{
    public double Score { get; init; }

    public long Tokens { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}
