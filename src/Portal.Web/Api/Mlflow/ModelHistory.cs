using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Web.Api.Mlflow;

/// <summary>The list of models that a run logged, as older clients keep it in one tag.</summary>
internal static class ModelHistory
{
    /// <summary>The list with one model more; null when that is no JSON object. A tag that is no list any more begins anew.</summary>
    public static string? With(string? before, string model)
    {
        if (Parse(model) is not JsonObject added)
            return null;

        var history = Parse(before ?? "") as JsonArray ?? [];
        history.Add(added);
        return history.ToJsonString();
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
