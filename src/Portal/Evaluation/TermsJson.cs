using System.Text.Json;
using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Text;

namespace Portal.Evaluation;

/// <summary>Reads what stands beside the rows in JSON.</summary>
internal static class TermsJson
{
    public const string Members = "dataset, positive, kind, task, format, suite, source (texts; format is an object)";

    /// <summary>The terms with this member; null when there is none such, or it is not of its kind.</summary>
    public static RunTerms? With(RunTerms terms, string name, JsonElement value) => name switch
    {
        "dataset" when value.ValueKind == JsonValueKind.String => terms with { Dataset = value.GetString() },
        "positive" when value.ValueKind == JsonValueKind.Null => terms with { Positive = null },
        "positive" when RowReader.TextOf(value) is { } positive && PlainText.LineProblem(positive, RowReader.LongestText) is null => terms with { Positive = positive },
        "kind" when Choice<EvaluationKind>(value) is { } kind => terms with { Kind = kind },
        "task" when Choice<EvaluationTask>(value) is { } task => terms with { Task = task },
        "suite" when value.ValueKind == JsonValueKind.String => terms with { Suite = value.GetString() },
        "source" when value.ValueKind == JsonValueKind.String => terms with { Source = value.GetString() },
        "format" when FormatOf(value) is { } format => terms with { Format = format },
        _ => null,
    };

    private static T? Choice<T>(JsonElement value) where T : struct, Enum =>
        value.ValueKind == JsonValueKind.String && Enum.GetNames<T>().FirstOrDefault(name => name.Equals(value.GetString(), StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : null;

    private static OutputFormat? FormatOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;

        var format = new OutputFormat();
        foreach (var member in value.EnumerateObject())
        {
            switch (member.Name, member.Value.ValueKind)
            {
                case ("json", JsonValueKind.True or JsonValueKind.False): format = format with { IsJson = member.Value.GetBoolean() }; break;
                case ("pattern", JsonValueKind.String): format = format with { Pattern = member.Value.GetString() }; break;
                case ("maximumLength", JsonValueKind.Number) when member.Value.TryGetInt32(out var length): format = format with { MaximumLength = length }; break;
                case ("required", JsonValueKind.Array) when member.Value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String):
                    format = format with { RequiredProperties = [.. member.Value.EnumerateArray().Select(one => one.GetString() ?? "")] };
                    break;
                default: return null;
            }
        }

        return format;
    }
}
