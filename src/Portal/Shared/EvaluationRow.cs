namespace Portal.Shared;

/// <summary>One row of an evaluation: what was predicted, what was right, and on which values. Shared, since a version's drift is measured against these rows.</summary>
public sealed record EvaluationRow(string Id, string Prediction, string Label, IReadOnlyDictionary<string, FeatureValue> Features);

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
