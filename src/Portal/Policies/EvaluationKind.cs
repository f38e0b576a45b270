namespace Portal.Policies;

/// <summary>What an evaluation is for. A figure of one kind does not stand for the same figure of another: edge cases are meant to be hard.</summary>
public enum EvaluationKind
{
    HoldOut = 1,
    EdgeCases,
    Robustness,
    Load,

    /// <summary>Figures that only a pipeline can know, as it tells them.</summary>
    Reported,

    /// <summary>Outputs judged by a model.</summary>
    Judge,
}
