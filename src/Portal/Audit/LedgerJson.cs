using System.Text.Json.Serialization;

namespace Portal.Audit;

/// <summary>A line of the checkpoints' log and of the ledger's export.</summary>
internal sealed record CheckpointLine(string Checkpoint);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckpointLine))]
internal sealed partial class LedgerJson : JsonSerializerContext;
