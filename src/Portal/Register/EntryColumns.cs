using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

/// <summary>The parts of an entry that are lists of records, as text columns: they are read and written whole.</summary>
internal static class EntryColumns
{
    public static string ToJson(Raci raci) => JsonSerializer.Serialize(raci.Cells.ToList(), EntryJson.Default.ListRaciCell);

    public static Raci RaciOf(string json) => json.Length == 0 ? Raci.None : Raci.Of(JsonSerializer.Deserialize(json, EntryJson.Default.ListRaciCell) ?? []);

    public static string ToJson(IReadOnlyList<SharedUse> uses) => JsonSerializer.Serialize(uses, EntryJson.Default.IReadOnlyListSharedUse);

    public static IReadOnlyList<SharedUse> UsesOf(string json) => json.Length == 0 ? [] : JsonSerializer.Deserialize(json, EntryJson.Default.IReadOnlyListSharedUse) ?? [];

    public static string ToJson(IReadOnlyList<AttachedDocument> documents) => JsonSerializer.Serialize(documents, EntryJson.Default.IReadOnlyListAttachedDocument);

    public static IReadOnlyList<AttachedDocument> DocumentsOf(string json) => json.Length == 0 ? [] : JsonSerializer.Deserialize(json, EntryJson.Default.IReadOnlyListAttachedDocument) ?? [];

    public static string ToJson(Answers answers) => answers.ToString();

    /// <summary>Rows that are older than the questions have no answers.</summary>
    public static Answers AnswersOf(string json) => json.Length == 0 ? Answers.None(Questionnaires.Current.Questions.Version) : Answers.FromBytes(Encoding.UTF8.GetBytes(json));
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, Converters = [typeof(DigestJson)])]
[JsonSerializable(typeof(List<RaciCell>))]
[JsonSerializable(typeof(IReadOnlyList<SharedUse>))]
[JsonSerializable(typeof(IReadOnlyList<AttachedDocument>))]
internal sealed partial class EntryJson : JsonSerializerContext;
