using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>What of a recorded row is kept as it was: its inputs where policy says so, and what the model's own explainer said contributed most.</summary>
/// <param name="Inputs">By feature: a number or a text, null when it was missing; absent when the digest alone is kept.</param>
/// <param name="Contributions">By feature, the largest first; absent when the sender gave none.</param>
internal sealed record RecordContent(IReadOnlyDictionary<string, string?>? Inputs, IReadOnlyList<Contribution>? Contributions)
{
    public const int MostContributions = 20;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, RecordJson.Default.RecordContent);

    public static RecordContent? Of(byte[] bytes) => bytes.Length == 0 ? null : JsonSerializer.Deserialize(bytes, RecordJson.Default.RecordContent);
}

/// <summary>How far one feature moved the output, in the explainer's own unit.</summary>
public sealed record Contribution(string Feature, double Value);

/// <summary>The row of a post that is recorded, read again from its bytes: the intake has looked at every field already.</summary>
internal sealed record RecordedRow(string Id, string? Subject, string Output, double? Score, Digest InputsDigest, RecordContent Content)
{
    public static RecordedRow Read(ReadOnlyMemory<byte> row)
    {
        using var json = JsonDocument.Parse(row);
        var root = json.RootElement;
        var features = root.GetProperty("features");
        return new RecordedRow(
            root.GetProperty("id").GetString() ?? "", Find(root, "subject")?.GetString(), TextOf(root.GetProperty("prediction")) ?? "", Find(root, "score")?.GetDouble(),
            DigestOf(features), new RecordContent(features.EnumerateObject().ToDictionary(feature => feature.Name, feature => TextOf(feature.Value)), ContributionsOf(root)));
    }

    /// <summary>Over the features in ordinal order of their names, each number in the shortest form that reads back as itself.</summary>
    private static Digest DigestOf(JsonElement features)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach (var feature in features.EnumerateObject().OrderBy(feature => feature.Name, StringComparer.Ordinal))
            {
                writer.WritePropertyName(feature.Name);
                if (feature.Value.ValueKind == JsonValueKind.Number) writer.WriteNumberValue(feature.Value.GetDouble());
                else feature.Value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Digest.Of(bytes.WrittenSpan);
    }

    private static IReadOnlyList<Contribution>? ContributionsOf(JsonElement root) =>
        Find(root, "contributions") is not { } all ? null :
        [
            .. all.EnumerateObject().GroupBy(one => one.Name, StringComparer.Ordinal).Select(same => new Contribution(same.Key, same.Last().Value.GetDouble())).Where(one => double.IsFinite(one.Value))
                .OrderByDescending(one => Math.Abs(one.Value)).ThenBy(one => one.Feature, StringComparer.Ordinal).Take(RecordContent.MostContributions),
        ];

    private static JsonElement? Find(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString(),
        _ => null,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RecordContent))]
internal sealed partial class RecordJson : JsonSerializerContext;
