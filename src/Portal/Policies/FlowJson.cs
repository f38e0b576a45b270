using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Policies;

/// <summary>A flow as it is kept with the request that it decides.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Flow))]
public sealed partial class FlowJson : JsonSerializerContext
{
    public static string Write(Flow flow) => JsonSerializer.Serialize(flow, Default.Flow);

    public static Flow Read(string json) => JsonSerializer.Deserialize(json, Default.Flow) ?? throw new JsonException("The flow is empty.");
}
