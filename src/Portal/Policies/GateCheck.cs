using Portal.Shared;

namespace Portal.Policies;

/// <summary>
/// One check of a gate. Its key stays when its name is worded anew: exceptions and comparisons go by it. After its last day it fails
/// for requests that begin later.
/// </summary>
public abstract record GateCheck
{
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>The tier from which on it holds.</summary>
    public required RiskTier From { get; init; }

    public required IReadOnlyList<Stage> Stages { get; init; }

    public required Severity Severity { get; init; }

    public required string Owner { get; init; }

    public required string Why { get; init; }

    public required DateOnly ValidUntil { get; init; }
}

/// <summary>
/// A metric must reach its threshold over enough rows; fewer is "no data", which blocks. From one tier on the lower bound of the
/// interval must reach it; below that tier the figure, and a bound that does not is a warning.
/// </summary>
public sealed record MetricCheck : GateCheck
{
    public required Metric Metric { get; init; }

    public required double AtLeast { get; init; }

    /// <summary>Absent when the figure alone decides in every tier.</summary>
    public required RiskTier? BoundFrom { get; init; }

    public required int MinimumSample { get; init; }
}

/// <summary>A document must exist for the version, approved by somebody who did not write it.</summary>
public sealed record DocumentCheck : GateCheck
{
    public required DocumentKind Kind { get; init; }
}

public enum Metric { Accuracy = 1, Recall }

public enum DocumentKind { ValidationReport = 1 }

public enum Severity { Block = 1, Warn }
