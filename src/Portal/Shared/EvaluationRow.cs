namespace Portal.Shared;

/// <summary>One row of an evaluation: what was predicted, what was right, and on which values. Shared, since a version's drift is measured against these rows.</summary>
public sealed record EvaluationRow(string Id, string Prediction, string? Label, IReadOnlyDictionary<string, FeatureValue> Features)
{
    public static IReadOnlyDictionary<string, string> NoTexts { get; } = new Dictionary<string, string>();

    private static IReadOnlyDictionary<string, FeatureValue> NoFeatures { get; } = new Dictionary<string, FeatureValue>();

    public double? Score { get; init; }

    public double? LatencyMs { get; init; }

    public long? CostMicros { get; init; }

    public bool IsError { get; init; }

    /// <summary>A case that must come out right, whatever the others do.</summary>
    public bool IsMustPass { get; init; }

    /// <summary>The id of the row of which this is a disturbed copy.</summary>
    public string? VariantOf { get; init; }

    public IReadOnlyDictionary<string, string> Segments { get; init; } = NoTexts;

    /// <summary>What is left when nothing may say about whom it is: the row by its number, and neither the values nor of which row it is a variant.</summary>
    public EvaluationRow Masked(int number) => this with { Id = $"{number}", Features = NoFeatures, VariantOf = null };

    /// <summary>The protected groups of the person; never stored among the rows, see <see cref="EvaluationRows"/>.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init; } = NoTexts;
}

/// <summary>A feature's value: a number, a text, or missing.</summary>
public readonly record struct FeatureValue
{
    private FeatureValue(double? number, string? text) => (Number, Text) = (number, text);

    public double? Number { get; }

    public string? Text { get; }

    public bool IsMissing => Number is null && Text is null;

    public static FeatureValue Missing => default;

    public static FeatureValue Of(double number) => new(number, null);

    public static FeatureValue Of(string text) => new(null, text);
}
