using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Data;
using Portal.Evaluation.Figures;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>The protected groups of a run's rows: apart from the rows and sealed for the one run, so that who reads predictions does not read them.</summary>
internal sealed class ProtectedGroups(BlobStore blobs, SealingKey key)
{
    /// <summary>Absent when no row has any.</summary>
    public async Task<Digest?> Put(RunId run, IReadOnlyList<MeasuredRow> rows, CancellationToken ct)
    {
        var groups = rows.Where(row => row.Groups.Count > 0).ToDictionary(row => row.Id, row => row.Groups, StringComparer.Ordinal);
        return groups.Count == 0 ? null
            : await blobs.PutAsync(key.Seal(JsonSerializer.SerializeToUtf8Bytes(groups, GroupsJson.Default.DictionaryStringIReadOnlyDictionaryStringString), PurposeOf(run)), ct);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> Read(EvaluationRun run, CancellationToken ct) => run.Groups is { } stored
        ? JsonSerializer.Deserialize(key.Unseal(await blobs.ReadAsync(stored, ct), PurposeOf(run.Id)), GroupsJson.Default.DictionaryStringIReadOnlyDictionaryStringString) ?? []
        : [];

    private static string PurposeOf(RunId run) => $"run-groups/{run}";
}

[JsonSerializable(typeof(Dictionary<string, IReadOnlyDictionary<string, string>>))]
internal sealed partial class GroupsJson : JsonSerializerContext;
