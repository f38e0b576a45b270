using System.Text.Json.Serialization;

namespace Portal.Audit;

/// <summary>A line of the checkpoints' log.</summary>
internal sealed record CheckpointLine(string Checkpoint);

/// <summary>A line of the checkpoints' log: this person's data was erased, and is to be erased again where an old copy brings it back.</summary>
internal sealed record ErasedLine(Guid? Erased);

/// <summary>A line of the checkpoints' log: what these records said of somebody was erased. Their ids say nothing of whom.</summary>
internal sealed record ErasedRecordsLine(IReadOnlyList<Guid>? ErasedRecords);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckpointLine))]
[JsonSerializable(typeof(ErasedLine))]
[JsonSerializable(typeof(ErasedRecordsLine))]
internal sealed partial class LedgerJson : JsonSerializerContext;
