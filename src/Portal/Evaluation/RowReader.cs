using System.Text.Json;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Makes a row of what somebody sent, or says what is wrong with it.</summary>
internal static class RowReader
{
    public const int LongestText = 200;
    public const int LongestFeatureName = 120;
    public const int MostFeatures = 1000;

    private const double LargestExactInteger = 1L << 53;

    private static readonly IReadOnlyDictionary<string, FeatureValue> NoFeatures = new Dictionary<string, FeatureValue>();

    /// <summary>Reads row <paramref name="index"/>, counted from 0 as programs do; messages count from 1 as people do.</summary>
    public static EvaluationRow? Read(JsonElement json, int index, List<Fault> faults)
    {
        var before = faults.Count;
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(Of(index, "", "is no object."));
            return null;
        }

        string? id = null, prediction = null, label = null;
        var features = NoFeatures;
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "id": id = Text(member, index, faults); break;
                case "prediction": prediction = Text(member, index, faults); break;
                case "label": label = Text(member, index, faults); break;
                case "features": features = Features(member.Value, index, faults); break;
                default: faults.Add(Of(index, member.Name, "is unknown: a row has id, prediction, label and features.")); break;
            }
        }

        if (faults.Count > before)
            return null;
        if (id is not null && prediction is not null && label is not null)
            return new EvaluationRow(id, prediction, label, features);

        faults.Add(Of(index, id is null ? "id" : prediction is null ? "prediction" : "label", "is missing."));
        return null;
    }

    /// <summary>A class or an id: a text, or what has one obvious text. 1 and 1.0 are one class, whoever wrote them.</summary>
    public static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) && Math.Abs(number) <= LargestExactInteger => number.ToString("R"),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static string? Text(JsonProperty member, int index, List<Fault> faults)
    {
        var text = TextOf(member.Value);
        if (text is not null && PlainText.LineProblem(text, LongestText) is null)
            return text;

        faults.Add(Of(index, member.Name, $"must be a text of 1 to {LongestText} characters that can be shown, without spaces at its ends, a number up to 2^53, true or false."));
        return null;
    }

    private static IReadOnlyDictionary<string, FeatureValue> Features(JsonElement json, int index, List<Fault> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(Of(index, "features", "must be an object: a name and a number, a text or null each."));
            return NoFeatures;
        }

        var features = new Dictionary<string, FeatureValue>(StringComparer.Ordinal);
        foreach (var feature in json.EnumerateObject())
        {
            if (features.Count == MostFeatures)
                faults.Add(Of(index, "features", $"has more than {MostFeatures} names."));
            else if (PlainText.LineProblem(feature.Name, LongestFeatureName) is { } problem)
                faults.Add(Of(index, "features", $"has a name that cannot be used. {problem}"));
            else if (Value(feature.Value) is not { } value)
                faults.Add(Of(index, $"features.{feature.Name}", $"must be a finite number, a text of at most {LongestText} characters or null."));
            else if (!features.TryAdd(feature.Name, value))
                faults.Add(Of(index, $"features.{feature.Name}", "occurs twice."));
            else
                continue;
            break;
        }

        return features;
    }

    private static FeatureValue? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => FeatureValue.Missing,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => FeatureValue.Of(number),
        JsonValueKind.String when value.GetString() is { } text && PlainText.RemarkProblem(text, LongestText) is null => FeatureValue.Of(text),
        _ => null,
    };

    private static Fault Of(int index, string member, string problem) =>
        new(member.Length == 0 ? $"rows[{index}]" : $"rows[{index}].{member}", $"Row {index + 1}: {(member.Length == 0 ? "it" : member)} {problem}");
}
