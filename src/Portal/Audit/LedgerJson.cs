using System.Text.Json.Serialization;

namespace Portal.Audit;

/// <summary>A line of the checkpoints' log.</summary>
internal sealed record CheckpointLine(string Checkpoint);

/// <summary>A line of the checkpoints' log: this person's data was erased, and is to be erased again where an old copy brings it back.</summary>
internal sealed record ErasedLine(Guid? Erased);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckpointLine))]
[JsonSerializable(typeof(ErasedLine))]
internal sealed partial class LedgerJson : JsonSerializerContext;
