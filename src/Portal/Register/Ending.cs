namespace Portal.Register;

/// <summary>Why a system was retired; of an experiment, what came out and what was learned.</summary>
public sealed record Ending(string Reason, ExperimentOutcome? Outcome, string Learning);

public enum ExperimentOutcome { Confirmed = 1, Refuted, Inconclusive }
