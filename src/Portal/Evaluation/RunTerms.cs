using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Text;

namespace Portal.Evaluation;

/// <summary>What an upload is besides its rows: on which data, what for, and how predictions are to be read.</summary>
public sealed record RunTerms
{
    public const int LongestDataset = 120;
    public const int LongestSource = 200;

    public string? Dataset { get; init; }

    /// <summary>The class that is looked for.</summary>
    public string? Positive { get; init; }

    public EvaluationKind Kind { get; init; } = EvaluationKind.HoldOut;

    public EvaluationTask Task { get; init; } = EvaluationTask.Classification;

    /// <summary>What every answer must look like.</summary>
    public OutputFormat? Format { get; init; }

    /// <summary>The code of the suite whose labels are joined; the rows then come without.</summary>
    public string? Suite { get; init; }

    /// <summary>Where figures come from that the portal cannot compute.</summary>
    public string? Source { get; init; }

    internal bool NeedsLabels => Suite is null && Kind is EvaluationKind.HoldOut or EvaluationKind.EdgeCases or EvaluationKind.Robustness;

    internal IEnumerable<Fault> Faults()
    {
        if (Suite is null && PlainText.LineProblem(Dataset, LongestDataset) is { } dataset)
            yield return new Fault("dataset", $"Name the data set. {dataset}");
        if (Suite is not null && Dataset is not null)
            yield return new Fault("dataset", "The suite names the data set: leave it out.");
        if (Suite is not null && (Kind != EvaluationKind.HoldOut || Positive is not null))
            yield return new Fault(Positive is null ? "kind" : "positive", "The suite says what is evaluated and how: leave it out.");
        if (Kind == EvaluationKind.Judge)
            yield return new Fault("kind", "A judge is asked by the portal, not brought.");
        if (Positive is not null && Task != EvaluationTask.Classification)
            yield return new Fault("positive", "Only classes have a positive one.");
        if (Kind == EvaluationKind.Reported && PlainText.LineProblem(Source, LongestSource) is { } source)
            yield return new Fault("source", $"Say where the figures come from. {source}");
        foreach (var fault in FormatFaults())
            yield return fault;
    }

    private IEnumerable<Fault> FormatFaults()
    {
        if (Format is null)
            yield break;
        if (Format.Pattern is { Length: > 500 } || Format.RequiredProperties is { Count: > 100 } || Format.MaximumLength is < 1)
            yield return new Fault("format", "A pattern has at most 500 characters, an object at most 100 required properties, and a length is at least 1.");
        else if (!FormatCompliance.IsMatchable(Format))
            yield return new Fault("format.pattern", "It is no regular expression that can be matched in time linear in the text.");
    }
}
