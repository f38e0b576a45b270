using System.Text.Json.Serialization;
using Portal.Evaluation.Figures;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>The protected groups of one row: kept apart from the rows and sealed, so that who reads predictions does not read them.</summary>
internal sealed record GroupRow(string Id, IReadOnlyDictionary<string, string> Groups)
{
    public static string PurposeOf(RunId run) => $"run-groups/{run}";

    public static IEnumerable<GroupRow> Of(IEnumerable<MeasuredRow> rows) => rows.Where(row => row.Groups.Count > 0).Select(row => new GroupRow(row.Id, row.Groups));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GroupRow))]
internal sealed partial class GroupsJson : JsonSerializerContext;
