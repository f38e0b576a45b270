using System.Text.Json;
using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>Reads figures that only a pipeline knows: <c>{"latencyP95": 310}</c>, or an object of value, low, high, n and method.</summary>
internal static class ReportedFigures
{
    internal const string NoInterval = "as reported, without interval";
    private const int LongestMethod = 80;

    public static IReadOnlyList<Figure> Read(JsonElement json, List<Fault> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault("metrics", "Send an object: a metric's name and its figure each."));
            return [];
        }

        List<Figure> figures = [];
        foreach (var member in json.EnumerateObject())
        {
            var known = Enum.GetNames<Metric>().FirstOrDefault(name => JsonNamingPolicy.CamelCase.ConvertName(name) == member.Name);
            if (known is null)
                faults.Add(new Fault("metrics", $"There is no such metric; these are: {string.Join(", ", Enum.GetNames<Metric>().Select(JsonNamingPolicy.CamelCase.ConvertName))}."));
            else if (figures.Exists(figure => figure.Metric == Enum.Parse<Metric>(known)))
                faults.Add(new Fault($"metrics.{member.Name}", "It occurs twice."));
            else if (Estimate(Enum.Parse<Metric>(known), member.Value) is { } estimate)
                figures.Add(new Figure(Enum.Parse<Metric>(known), Slice.Whole, estimate));
            else
                faults.Add(new Fault($"metrics.{member.Name}", "It must be a number, or an object with value, low, high (low ≤ value ≤ high), n and method; a share lies between 0 and 1."));
            if (faults.Count > 0)
                break;
        }

        return figures;
    }

    private static Estimate? Estimate(Metric metric, JsonElement json)
    {
        var estimate = json.ValueKind == JsonValueKind.Object ? OfObject(json) : Number(json) is { } value ? new Estimate(value, value, value, 0, NoInterval) : null;
        if (estimate is null || !(estimate.Low <= estimate.Value && estimate.Value <= estimate.High))
            return null;

        return metric.Unit() != MetricUnit.Share || estimate is { Low: >= 0, High: <= 1 } ? estimate : null;
    }

    private static Estimate? OfObject(JsonElement json)
    {
        double? value = null, low = null, high = null;
        var (n, method) = (0L, "as reported");
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "value" when Number(member.Value) is { } number: value = number; break;
                case "low" when Number(member.Value) is { } number: low = number; break;
                case "high" when Number(member.Value) is { } number: high = number; break;
                case "n" when member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out var rows) && rows >= 0: n = rows; break;
                case "method" when member.Value.ValueKind == JsonValueKind.String && PlainText.LineProblem(member.Value.GetString(), LongestMethod) is null: method = member.Value.GetString() ?? ""; break;
                default: return null;
            }
        }

        return value is { } whole && low.HasValue == high.HasValue
            ? new Estimate(whole, low ?? whole, high ?? whole, n, low is null ? NoInterval : method)
            : null;
    }

    private static double? Number(JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && Math.Abs(number) <= 1e15 ? number : null;
}
