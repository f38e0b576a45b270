using Portal.Policies;
using Portal.Statistics.Quality;

namespace Portal.Evaluation.Figures;

/// <summary>Of which rows a figure is: all of them, those of one segment, those of one protected group, or the groups of one attribute against each other.</summary>
public enum SliceKind { Whole = 1, Segment, Group, Attribute }

/// <summary>The rows that a figure is of, as <c>region = north</c>.</summary>
public sealed record Slice(SliceKind Kind, string Name, string Value)
{
    public static Slice Whole { get; } = new(SliceKind.Whole, "", "");

    public string Words => Kind switch
    {
        SliceKind.Whole => "all rows",
        SliceKind.Attribute => $"between the groups of {Name}",
        _ => $"{Name} = {Value}",
    };
}

/// <summary>One figure of a run, with its interval.</summary>
public sealed record Figure(Metric Metric, Slice Slice, Estimate Estimate);

/// <summary>Who says so: the portal, which computed it from rows that it keeps; a judge model that the portal asked; or a pipeline that says it.</summary>
public enum FigureOrigin { Computed = 1, Judged, Reported }

/// <summary>How a version fared against the one that runs, row by row on the same data: the difference, first the new, less the old.</summary>
public sealed record Against(Metric Metric, double Incumbent, Estimate Difference);
