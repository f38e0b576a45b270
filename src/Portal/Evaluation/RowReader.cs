using System.Text.Json;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Makes a row of what somebody sent, or says what is wrong with it.</summary>
internal static class RowReader
{
    /// <summary>Of an id, a class, a segment or a group.</summary>
    public const int LongestText = 200;

    /// <summary>Of an answer or a reference in words.</summary>
    public const int LongestAnswer = 20_000;
    public const int MostSlices = 20;
    public const int LongestFeatureName = 120;
    public const int MostFeatures = 1000;

    private const string MemberNames = "id, prediction, label, score, features, segments, groups, latencyMs, costMicros, error, mustPass and variantOf";
    private const double LargestExactInteger = 1L << 53;

    private static readonly IReadOnlyDictionary<string, FeatureValue> NoFeatures = new Dictionary<string, FeatureValue>();

    /// <summary>Reads row <paramref name="index"/>, counted from 0 as programs do; messages count from 1 as people do.</summary>
    public static EvaluationRow? Read(JsonElement json, int index, List<Fault> faults) => Members(json, index, faults) switch
    {
        { Id: null } => Missing("id", index, faults),
        { Prediction: null } => Missing("prediction", index, faults),
        { } members => Row(members, members.Id, members.Prediction),
        null => null,
    };

    /// <summary>Reads what is right of a row, of which nothing was predicted yet: the label stands for the prediction.</summary>
    public static EvaluationRow? ReadLabel(JsonElement json, int index, List<Fault> faults) => Members(json, index, faults) switch
    {
        { Id: null } => Missing("id", index, faults),
        { Label: null } => Missing("label", index, faults),
        { Prediction: not null } => Superfluous("prediction", index, faults),
        { Features.Count: > 0 } => Superfluous("features", index, faults),
        { } members => Row(members, members.Id, members.Label),
        null => null,
    };

    private static EvaluationRow Row(RowMembers members, string id, string prediction) => new(id, prediction, members.Label, members.Features)
    {
        Score = members.Score,
        LatencyMs = members.LatencyMs,
        CostMicros = (long?)members.CostMicros,
        IsError = members.IsError,
        IsMustPass = members.IsMustPass,
        VariantOf = members.VariantOf,
        Segments = members.Segments,
        Groups = members.Groups,
    };

    private static EvaluationRow? Missing(string member, int index, List<Fault> faults) => Wrong(member, "is missing.", index, faults);

    private static EvaluationRow? Superfluous(string member, int index, List<Fault> faults) => Wrong(member, "does not belong to a label.", index, faults);

    private static EvaluationRow? Wrong(string member, string problem, int index, List<Fault> faults)
    {
        faults.Add(Of(index, member, problem));
        return null;
    }

    private static RowMembers? Members(JsonElement json, int index, List<Fault> faults)
    {
        var before = faults.Count;
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(Of(index, "", "is no object."));
            return null;
        }

        var row = new RowMembers { Features = NoFeatures };
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "id": row.Id = Text(member, index, faults); break;
                case "prediction": row.Prediction = Answer(member, index, faults); break;
                case "label": row.Label = Answer(member, index, faults); break;
                case "features": row.Features = Features(member.Value, index, faults); break;
                case "score": row.Score = Number(member, index, faults, double.MinValue); break;
                case "latencyMs": row.LatencyMs = Number(member, index, faults, 0); break;
                case "costMicros": row.CostMicros = Number(member, index, faults, 0); break;
                case "error": row.IsError = Flag(member, index, faults); break;
                case "mustPass": row.IsMustPass = Flag(member, index, faults); break;
                case "variantOf": row.VariantOf = Text(member, index, faults); break;
                case "segments": row.Segments = Texts(member, index, faults); break;
                case "groups": row.Groups = Texts(member, index, faults); break;
                default: faults.Add(Of(index, member.Name, $"is unknown: a row has {MemberNames}.")); break;
            }
        }

        return faults.Count > before ? null : row;
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

    private static string? Answer(JsonProperty member, int index, List<Fault> faults)
    {
        var text = TextOf(member.Value);
        if (text is { Length: > 0 } && PlainText.RemarkProblem(text, LongestAnswer) is null)
            return text;

        faults.Add(Of(index, member.Name, $"must be a text of 1 to {LongestAnswer} characters that can be shown, a number up to 2^53, true or false."));
        return null;
    }

    private static double? Number(JsonProperty member, int index, List<Fault> faults, double least)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
            return null;
        if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDouble(out var number) && double.IsFinite(number) && number >= least && Math.Abs(number) <= LargestExactInteger)
            return number;

        faults.Add(Of(index, member.Name, least < 0 ? "must be a number up to 2^53." : "must be a number from 0 to 2^53."));
        return null;
    }

    private static bool Flag(JsonProperty member, int index, List<Fault> faults)
    {
        if (member.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            faults.Add(Of(index, member.Name, "must be true or false."));
        return member.Value.ValueKind == JsonValueKind.True;
    }

    private static IReadOnlyDictionary<string, string> Texts(JsonProperty member, int index, List<Fault> faults)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (member.Value.ValueKind != JsonValueKind.Object)
            faults.Add(Of(index, member.Name, "must be an object: a name and a text each."));
        else
        {
            foreach (var one in member.Value.EnumerateObject())
            {
                if (texts.Count == MostSlices || PlainText.LineProblem(one.Name, LongestFeatureName) is not null || TextOf(one.Value) is not { } text
                    || PlainText.LineProblem(text, LongestText) is not null || !texts.TryAdd(one.Name, text))
                {
                    faults.Add(Of(index, member.Name, $"must be at most {MostSlices} different names with a text of 1 to {LongestText} characters each."));
                    break;
                }
            }
        }

        return texts;
    }

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

    /// <summary>What a row was found to have, before it is known whether that makes one.</summary>
    private sealed class RowMembers
    {
        public string? Id { get; set; }

        public string? Prediction { get; set; }

        public string? Label { get; set; }

        public string? VariantOf { get; set; }

        public double? Score { get; set; }

        public double? LatencyMs { get; set; }

        public double? CostMicros { get; set; }

        public bool IsError { get; set; }

        public bool IsMustPass { get; set; }

        public required IReadOnlyDictionary<string, FeatureValue> Features { get; set; }

        public IReadOnlyDictionary<string, string> Segments { get; set; } = EvaluationRow.NoTexts;

        public IReadOnlyDictionary<string, string> Groups { get; set; } = EvaluationRow.NoTexts;
    }
}
