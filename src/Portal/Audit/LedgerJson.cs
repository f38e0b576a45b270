using System.Text.Json.Serialization;

namespace Portal.Audit;

/// <summary>A line of the checkpoints' log and of the ledger's export.</summary>
internal sealed record CheckpointLine(string Checkpoint);

/// <summary>A line of the checkpoints' log: this person's data was erased, and is to be erased again where an old copy brings it back.</summary>
internal sealed record ErasedLine(Guid? Erased);

/// <summary>The first line of an export; the key is the one that signed last, which vouches for those before it.</summary>
internal sealed record ExportHead(string Format, string Origin, long Size, string Key);

internal sealed record ExportEntry(long Index, byte[] Bytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckpointLine))]
[JsonSerializable(typeof(ErasedLine))]
[JsonSerializable(typeof(ExportHead))]
[JsonSerializable(typeof(ExportEntry))]
internal sealed partial class LedgerJson : JsonSerializerContext;
