namespace Portal.Evaluation.Judging;

/// <summary>Whoever reads outputs and scores them: a model behind an endpoint, or the demo's own.</summary>
public interface IJudge
{
    Task<Judgement> Ask(JudgeCall call, CancellationToken ct);
}

/// <summary>One question to the judge: which output, by which rubric.</summary>
public sealed record JudgeCall(Uri Address, string Model, string? ApiKey, Rubric Rubric, JudgeRow Row, int Seed);
