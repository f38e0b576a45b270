using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Evaluation;
using Portal.Ledger;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// What is decided on: the exact bytes of the version, its card as approved, the runs that are cited, the gate's verdict as it was
/// stored, the series that were frozen, the material fields of the entry as published, the policy. One digest over all of it; a
/// signature binds that digest.
/// </summary>
public sealed record Subject(IReadOnlyList<SubjectPart> Parts)
{
    [JsonIgnore]
    public Digest Digest => Digest.Of(CanonicalJson.Object([.. Parts.Select(part => (part.Name, (CanonicalValue?)part.Value))]).ToBytes());

    public static Subject Of(ModelVersion version, CardEvidence? card, PublishedEntry entry, GateVerdict verdict, Digest? series, Stage target) => new(
    [
        new("System", entry.Code),
        new("Version", version.Label),
        new("Version digest", version.ContentDigest?.Text ?? ""),
        new("Target", target.ToString()),
        new("Gate verdict", verdict.Digest.Text),
        new("Model card", card is null ? "" : $"revision {card.Revision}, {card.Content}"),
        new("Evaluation runs", string.Join("; ", RunsOf(verdict).Select(run => $"{run.Words}, {run.Digest}"))),
        new("Frozen series", series?.Text ?? ""),
        new("Policy", verdict.PolicyNumber.ToString()),
        .. entry.Material.Select(field => new SubjectPart(field.Name, field.Value)),
    ]);

    public static Subject FromJson(string json) =>
        JsonSerializer.Deserialize(json, SubjectJson.Default.Subject) ?? throw new JsonException("The subject is empty.");

    public string ToJson() => JsonSerializer.Serialize(this, SubjectJson.Default.Subject);

    /// <summary>The parts that are not as they were, in order. What was not part of it then has not changed.</summary>
    public IReadOnlyList<Difference> Against(Subject now)
    {
        var values = now.Parts.ToDictionary(part => part.Name, part => part.Value);
        return [.. Parts.Where(part => values.GetValueOrDefault(part.Name) != part.Value).Select(part => new Difference(part.Name, part.Value, values.GetValueOrDefault(part.Name, "")))];
    }

    private static IEnumerable<CheckSource> RunsOf(GateVerdict verdict) =>
        verdict.Checks.Select(check => check.Source).OfType<CheckSource>().Where(source => source.Kind == SourceKind.Run).DistinctBy(source => source.Id);
}

public sealed record SubjectPart(string Name, string Value);

/// <summary>A field of the subject that changed after it was shown for decision.</summary>
public sealed record Difference(string Field, string Before, string After)
{
    internal static string ToJson(IReadOnlyList<Difference> fields) => JsonSerializer.Serialize(fields, SubjectJson.Default.IReadOnlyListDifference);

    internal static IReadOnlyList<Difference> FromJson(string json) => JsonSerializer.Deserialize(json, SubjectJson.Default.IReadOnlyListDifference) ?? [];
}

[JsonSerializable(typeof(Subject))]
[JsonSerializable(typeof(IReadOnlyList<Difference>))]
internal sealed partial class SubjectJson : JsonSerializerContext;
