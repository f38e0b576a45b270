using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Policies.Classification;

/// <summary>Reads the obligations, and refuses a file in which a line is doubled, empty or for nobody.</summary>
internal static class ObligationFile
{
    private const string Resource = "Portal.Policies.Classification.obligations.json";

    public static Stream Shipped() => typeof(ObligationFile).Assembly.GetManifestResourceStream(Resource)
        ?? throw new InvalidOperationException($"The resource {Resource} is missing.");

    /// <exception cref="InvalidDataException">Names every line that is wrong.</exception>
    public static IReadOnlyList<ObligationLine> Read(Stream file)
    {
        using (file)
        {
            IReadOnlyList<ObligationLine> lines;
            try
            {
                lines = JsonSerializer.Deserialize(file, ObligationJson.Default.ObligationLines) ?? throw new JsonException("The file says null.");
            }
            catch (JsonException fault)
            {
                throw new InvalidDataException($"The obligations cannot be read: {fault.Message}", fault);
            }

            var faults = lines.SelectMany(FaultsOf)
                .Concat(lines.GroupBy(line => line.Id).Where(same => same.Count() > 1).Select(same => $"{same.Key} occurs twice."))
                .ToList();
            return faults.Count == 0 ? lines : throw new InvalidDataException(string.Join(" ", faults));
        }
    }

    private static IEnumerable<string> FaultsOf(ObligationLine line)
    {
        if (string.IsNullOrWhiteSpace(line.Id))
            yield return "A line has no id.";
        foreach (var (name, text) in new[] { ("article", line.Article), ("title", line.Title), ("asks", line.Asks), ("source", line.Source) })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Contains('\n'))
                yield return $"{line.Id}: {name} is not one line of text.";
        }

        if (line.EffectiveDateOfProducts <= line.EffectiveDate)
            yield return $"{line.Id}: products have the later date.";
        if (line.AppliesTo.Exempted && line.AppliesTo.IsNarrowed)
            yield return $"{line.Id}: who took the exemption is not high-risk.";
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(IReadOnlyList<ObligationLine>), TypeInfoPropertyName = "ObligationLines")]
internal sealed partial class ObligationJson : JsonSerializerContext;
