using Portal.Evaluation.Figures;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

/// <summary>What is right of one row, and of whom it is.</summary>
internal sealed record LabelRow(string Id, string Label)
{
    public IReadOnlyDictionary<string, string> Segments { get; init; } = EvaluationRow.NoTexts;

    public IReadOnlyDictionary<string, string> Groups { get; init; } = EvaluationRow.NoTexts;

    public bool MustPass { get; init; }

    public string? VariantOf { get; init; }

    /// <summary>For which they are sealed.</summary>
    public static string PurposeOf(SuiteId suite) => $"suite-labels/{suite}";

    public static LabelRow Of(MeasuredRow row) => new(row.Id, row.Label ?? "") { Segments = row.Segments, Groups = row.Groups, MustPass = row.IsMustPass, VariantOf = row.VariantOf };

    public bool SaysTheSameAs(LabelRow other) =>
        (Id, Label, MustPass, VariantOf) == (other.Id, other.Label, other.MustPass, other.VariantOf)
        && SharedTexts.AreSame(Segments, other.Segments) && SharedTexts.AreSame(Groups, other.Groups);

    public MeasuredRow With(MeasuredRow predicted) => predicted with { Label = Label, Segments = Segments, Groups = Groups, IsMustPass = MustPass, VariantOf = VariantOf };
}
