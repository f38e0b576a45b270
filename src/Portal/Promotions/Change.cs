using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Something in which a version differs from the one before, and the class that this alone would give.</summary>
public sealed record ChangedField(string Field, ChangeClass Class);

/// <summary>The version whose place another takes in a stage.</summary>
public sealed record Predecessor(VersionId Version, string Label);

/// <summary>
/// What kind of change a request asks for: derived by the portal from what differs, and raised by the requester where they say so. Without
/// a predecessor it is the first in its stage.
/// </summary>
public sealed record Change(ChangeClass Derived, Predecessor? Against, IReadOnlyList<ChangedField> Fields)
{
    /// <summary>What the requester asked for; counts where it is more.</summary>
    public ChangeClass? Raised { get; init; }

    /// <summary>The standing approval that it was held against; absent where there is none in force.</summary>
    public StandingFit? Standing { get; init; }

    [JsonIgnore]
    public ChangeClass Class => Raised > Derived ? Raised.Value : Derived;

    /// <summary>What decided: those fields that alone would give the class.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Because => [.. Fields.Where(changed => changed.Class == Derived).Select(changed => changed.Field)];

    internal static string ToJson(Change? change) => change is null ? "" : JsonSerializer.Serialize(change, ChangeJson.Default.Change);

    internal static Change FromJson(string json) => JsonSerializer.Deserialize(json, ChangeJson.Default.Change) ?? throw new JsonException("The change is empty.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Change))]
internal sealed partial class ChangeJson : JsonSerializerContext;
