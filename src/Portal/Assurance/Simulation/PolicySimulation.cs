using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Shared;

namespace Portal.Assurance.Simulation;

/// <summary>What would come out differently under another policy, and over how much that was computed.</summary>
public sealed record PolicySimulation(
    int Before, int Systems, int LiveVersions, int PastDecisions, IReadOnlyList<TierShift> Tiers, IReadOnlyList<LiveShift> Live, IReadOnlyList<DecisionShift> Decisions)
{
    /// <summary>Live versions that other levels would have warned of more or less often; empty where the draft leaves the levels as they are.</summary>
    public IReadOnlyList<AlertShift> Alerts { get; init; } = [];

    /// <summary>Live versions that pass today and would not.</summary>
    [JsonIgnore]
    public IEnumerable<LiveShift> Failing => Live.Where(shift => !shift.Passes);

    public string ToJson() => JsonSerializer.Serialize(this, SimulationJson.Default.PolicySimulation);

    public static PolicySimulation? FromJson(string json) => json.Length == 0 ? null : JsonSerializer.Deserialize(json, SimulationJson.Default.PolicySimulation);
}

/// <summary>A system that the answers would put into another tier, and the floors that do it.</summary>
public sealed record TierShift(string Code, string Name, RiskTier? Before, RiskTier? After, IReadOnlyList<string> Because);

/// <summary>A live version whose gate would come out otherwise; what would block it, in the words of the checks.</summary>
public sealed record LiveShift(string Code, string Name, string Version, Stage Stage, bool Passes, IReadOnlyList<string> Blocking);

/// <summary>How many alerts of drift the last days would have opened on a live version, by the rules in force and by the draft's.</summary>
public sealed record AlertShift(string Code, string Name, string Version, int Before, int After);

/// <summary>A decision that would have come out otherwise, and why.</summary>
public sealed record DecisionShift(Guid Id, string Promotion, string Code, string Name, string Version, DateTimeOffset SubmittedAt, string Was, string WouldBe);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PolicySimulation))]
internal sealed partial class SimulationJson : JsonSerializerContext;
