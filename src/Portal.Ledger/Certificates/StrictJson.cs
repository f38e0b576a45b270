using System.Text.Json;

namespace Portal.Ledger.Certificates;

/// <summary>Reads JSON that others wrote, without trusting any of it.</summary>
internal static class StrictJson
{
    /// <summary>
    /// The object that the bytes are; null, and a fault, when they are none. Every name that occurs twice in one object is
    /// a fault. All texts of what is returned can be read.
    /// </summary>
    public static JsonElement? Object(ReadOnlySpan<byte> utf8, string what, List<CertificateFault> faults)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.Read() || document.RootElement.ValueKind != JsonValueKind.Object)
            {
                faults.Add(new CertificateFault(CertificateFaultKind.Malformed, $"The {what} is not a JSON object."));
                return null;
            }

            foreach (var name in Duplicates(document.RootElement)) faults.Add(new CertificateFault(CertificateFaultKind.DuplicateName, $"The {what} has the name '{name}' twice."));
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is not Unicode.
            faults.Add(new CertificateFault(CertificateFaultKind.Malformed, $"The {what} is not JSON."));
            return null;
        }
    }

    /// <summary>The member's text; null when it is missing or no text.</summary>
    public static string? TextOf(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static List<string> Duplicates(JsonElement element)
    {
        var duplicates = new List<string>();
        Walk(element);
        return duplicates;

        void Walk(JsonElement here)
        {
            switch (here.ValueKind)
            {
                case JsonValueKind.Object:
                    var names = new HashSet<string>(StringComparer.Ordinal);
                    foreach (var member in here.EnumerateObject())
                    {
                        if (!names.Add(member.Name)) duplicates.Add(member.Name);
                        Walk(member.Value);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var item in here.EnumerateArray()) Walk(item);
                    break;
                case JsonValueKind.String:
                    // Throws when it is not Unicode, here rather than in the hands of the caller.
                    _ = here.GetString();
                    break;
                default:
                    break;
            }
        }
    }
}
