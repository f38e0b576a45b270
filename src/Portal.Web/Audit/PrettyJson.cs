using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Web.Audit;

/// <summary>Stored bytes for a reader: indented when they are JSON, else as text with what is no text marked.</summary>
internal static class PrettyJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return JsonSerializer.Serialize(json.RootElement, Indented);
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(bytes);
        }
    }
}
