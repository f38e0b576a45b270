using Portal.Accounts;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>
/// One check of a gate. Its key stays when its name is worded anew: exceptions and comparisons go by it. After its last day it fails
/// for requests that begin later.
/// </summary>
public abstract record GateCheck
{
    public string Key { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The tier from which on it holds.</summary>
    public RiskTier From { get; init; }

    public IReadOnlyList<Stage> Stages { get; init; } = [];

    public Severity Severity { get; init; }

    public string Owner { get; init; } = "";

    public string Why { get; init; } = "";

    public DateOnly ValidUntil { get; init; }
}

/// <summary>
/// A metric must keep to its threshold over enough rows; fewer is "no data", which blocks. From one tier on the bound of the interval
/// that is nearer to the threshold must keep to it; below that tier the figure, and a bound that does not is a warning.
/// </summary>
public sealed record MetricCheck : GateCheck
{
    public required Metric Metric { get; init; }

    /// <summary>The least that will do; absent where less is better and <see cref="AtMost"/> says how much is too much.</summary>
    public required double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    /// <summary>The kind of evaluation whose figure is meant.</summary>
    public EvaluationKind Of { get; init; } = EvaluationKind.HoldOut;

    /// <summary>The data set that the figure must be of; absent when any will do.</summary>
    public string? Dataset { get; init; }

    /// <summary>Only a run on a suite counts that the owner and the validator agreed on.</summary>
    public bool OnSuite { get; init; }

    /// <summary>Absent when all rows together are meant.</summary>
    public SliceRule? Per { get; init; }

    /// <summary>Absent when the figure alone decides in every tier.</summary>
    public required RiskTier? BoundFrom { get; init; }

    public required int MinimumSample { get; init; }
}

/// <summary>Every segment of this name, or every group of this attribute, must keep to it; "*" is all of them.</summary>
public sealed record SliceRule(bool OfGroups, string Name)
{
    public const string All = "*";
}

/// <summary>
/// The version must be better than the one that runs by a margin in percent of that one's value, or in points, on the bound of the
/// paired interval; changes for some reasons need only be no worse than within a margin.
/// </summary>
public sealed record ComparisonCheck : GateCheck
{
    public required Metric Metric { get; init; }

    public required double SuperiorBy { get; init; }

    public required MarginUnit In { get; init; }

    public required double NotWorseBy { get; init; }

    public required IReadOnlyList<ReasonForChange> NotWorseFor { get; init; }

    public required int MinimumSample { get; init; }
}

public enum MarginUnit { Percent = 1, Points }

/// <summary>A document must exist for the version, approved by somebody who did not write it, and not run out.</summary>
public sealed record DocumentCheck : GateCheck
{
    public required DocumentKind Kind { get; init; }

    /// <summary>How long after its review it counts; absent when only its own last day ends it.</summary>
    public int? MostDays { get; init; }
}

/// <summary>The model card must be approved with every section that the tier requires.</summary>
public sealed record CardCheck : GateCheck;

/// <summary>What the version's drift is measured against must be frozen, and so many of its rows have been seen within so many days.</summary>
public sealed record MonitoringCheck : GateCheck
{
    public required long Rows { get; init; }

    public required int Days { get; init; }
}

/// <summary>The newest training data must not be older.</summary>
public sealed record TrainingDataCheck : GateCheck
{
    public required int MostDays { get; init; }
}

/// <summary>A scan against a database of vulnerabilities that is not older, without criticals that nobody excused.</summary>
public sealed record ScanCheck : GateCheck
{
    public required int MostDays { get; init; }
}

/// <summary>No severe finding about the system is open.</summary>
public sealed record FindingsCheck : GateCheck;

/// <summary>Somebody in this role has said so, having looked at so many outputs.</summary>
public sealed record AttestationCheck : GateCheck
{
    public required Role By { get; init; }

    public required string Statement { get; init; }

    public required int Sample { get; init; }
}

public enum DocumentKind
{
    ValidationReport = 1,
    ExplainabilityReport,
    RegulatoryReview,
    RiskAndImpactAssessment,
    AssuranceCase,
    RecordReview,

    /// <summary>Why the version cannot be compared under real traffic; by the validator.</summary>
    ComparisonNotApplicable,
}

public enum Severity { Block = 1, Warn }
