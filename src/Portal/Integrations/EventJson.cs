using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Shared;

namespace Portal.Integrations;

/// <summary>How events are stored: ids and digests as plain text.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(DigestJson)])]
[JsonSerializable(typeof(EntryPublished))]
[JsonSerializable(typeof(BaselineMade))]
internal sealed partial class EventContext : JsonSerializerContext;

internal static class EventJson
{
    public static JsonSerializerOptions Options => EventContext.Default.Options;
}

internal sealed class DigestJson : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Digest.TryParse(reader.GetString()) ?? throw new JsonException("Not a digest.");

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
