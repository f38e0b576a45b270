using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// How far today's traffic is from what a version was trained on, window by window: whether it would be born drifted. The traffic is
/// that of the version that runs, in whose bins both are counted.
/// </summary>
/// <param name="Traffic">Whose traffic it is; the version's own when nothing else runs.</param>
/// <param name="Label">What that version is called.</param>
/// <param name="From">Where the windows begin.</param>
/// <param name="To">Where they end.</param>
/// <param name="WindowHours">The length of a window: an hour, or a day where an hour has too few rows.</param>
/// <param name="Lines">The features that moved most, the furthest first.</param>
/// <param name="Unseen">Inputs of the version that today's traffic does not have.</param>
public sealed record TrafficDrift(
    VersionId Traffic, string Label, DateTimeOffset From, DateTimeOffset To, int WindowHours, IReadOnlyList<DriftLine> Lines, IReadOnlyList<string> Unseen)
{
    /// <summary>Over every point: what was frozen with a request is part of what is signed.</summary>
    [JsonIgnore]
    public Digest Digest => Digest.Of(CanonicalJson.Object(
        ("traffic", Traffic.ToString()),
        ("from", Text(From)),
        ("to", Text(To)),
        ("windowHours", WindowHours),
        ("lines", CanonicalJson.List([.. Lines.Select(Canonical)])),
        ("unseen", CanonicalJson.List([.. Unseen.Select(name => (CanonicalValue)name)]))).ToBytes());

    public static TrafficDrift FromJson(string json) =>
        JsonSerializer.Deserialize(json, TrafficDriftJson.Default.TrafficDrift) ?? throw new JsonException("The series are empty.");

    public string ToJson() => JsonSerializer.Serialize(this, TrafficDriftJson.Default.TrafficDrift);

    // Fractions as text in their shortest form that reads back the same ("R"): canonical JSON has no fractions.
    private static CanonicalValue Canonical(DriftLine line) => CanonicalJson.Object(
        ("feature", line.Feature),
        ("reference", CanonicalJson.List([.. line.Reference.Select(count => (CanonicalValue)count)])),
        ("points", CanonicalJson.List([.. line.Points.Select(point => (CanonicalValue)CanonicalJson.Object(
            ("end", Text(point.End)), ("psi", point.Psi?.ToString("R")), ("n", point.N)))])));

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("O");
}

/// <summary>One feature: the version's training rows on the scale of the figures, and each window's distance from them.</summary>
public sealed record DriftLine(string Feature, IReadOnlyList<long> Reference, IReadOnlyList<DriftPoint> Points);

/// <param name="End">When the window ended.</param>
/// <param name="Psi">PSI less its bias, never below 0; null when it had too few rows to say.</param>
/// <param name="N">Values in bins.</param>
public sealed record DriftPoint(DateTimeOffset End, double? Psi, long N);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TrafficDrift))]
internal sealed partial class TrafficDriftJson : JsonSerializerContext;
