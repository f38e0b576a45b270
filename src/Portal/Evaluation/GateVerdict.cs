using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Audit;
using Portal.Ledger;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

public enum GateOutcome { Pass = 1, Fail }

public enum CheckKind { Metric = 1, Document, Comparison, Card, Monitoring, TrainingData, Scan, Findings, Attestation, Bytes }

/// <summary>"No data" is a verdict of its own: nothing was shown, which is not the same as something bad was shown. Both block; a warning does not.</summary>
public enum CheckVerdict { Pass = 1, Fail, NoData, Warn }

public enum SourceKind { Run = 1, Document, Card, Scan, Attestation }

/// <summary>What a check rests on: which run or document, and the digest of its bytes.</summary>
public sealed record CheckSource(SourceKind Kind, Guid Id, Digest Digest, string Words);

/// <summary>An exception that tolerates the failing of a check until its last day.</summary>
public sealed record Excuse(string Check, string Code, DateTimeOffset Until)
{
    /// <summary>The day that people read: the instant it ends at is the midnight after it.</summary>
    [JsonIgnore]
    public DateOnly LastDay => DateOnly.FromDateTime(Until.AddTicks(-1).UtcDateTime);
}

/// <summary>
/// One check as it came out, with everything a reader needs to agree or not. What a check has no use for, or no figure of, is absent.
/// </summary>
public sealed record CheckResult(string Key, string Name, CheckKind Kind, CheckVerdict Verdict, Severity Severity, string SetBy, string Explanation)
{
    public Estimate? Observed { get; init; }

    public long? Sample { get; init; }

    /// <summary>Absent where the name of the check says it.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Which rows the figure is of, where not of all.</summary>
    public string? Slice { get; init; }

    /// <summary>The kind of document that is asked for, where it is not the validation report.</summary>
    public DocumentKind? Document { get; init; }

    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    /// <summary>Whether the lower bound must reach the threshold; where it need not, the figure must.</summary>
    public bool? OnBound { get; init; }

    public int? MinimumSample { get; init; }

    public CheckSource? Source { get; init; }

    public Excuse? ExcusedBy { get; init; }

    [JsonIgnore]
    public bool Blocks => Severity == Severity.Block && ExcusedBy is null && Verdict is (CheckVerdict.Fail or CheckVerdict.NoData);
}

/// <summary>What the gate says, ready to be frozen: its digest is over every part of it.</summary>
public sealed record GateVerdict(int PolicyNumber, GateOutcome Outcome, IReadOnlyList<CheckResult> Checks)
{
    [JsonIgnore]
    public Digest Digest => Digest.Of(Canonical().ToBytes());

    public static GateVerdict FromJson(string json) =>
        JsonSerializer.Deserialize(json, GateJson.Default.GateVerdict) ?? throw new JsonException("The verdict is empty.");

    public string ToJson() => JsonSerializer.Serialize(this, GateJson.Default.GateVerdict);

    /// <summary>What the digest is over.</summary>
    internal CanonicalValue ToCanonical() => Canonical();

    // Fractions as text in their shortest form that reads back the same ("R"): canonical JSON has no fractions.
    private CanonicalValue Canonical() => CanonicalJson.Object(
        ("policy", PolicyNumber),
        ("outcome", Outcome.ToString()),
        ("checks", CanonicalJson.List([.. Checks.Select(Canonical)])));

    // What came later than the first verdicts stands in the digest where it is said: verdicts from before keep theirs.
    private static CanonicalValue Canonical(CheckResult check) => CanonicalJson.Object(
    [
        .. Core(check),
        .. Said("metric", check.Metric?.ToString()),
        .. Said("slice", check.Slice),
        .. Said("document", check.Document?.ToString()),
        .. Said("atMost", check.AtMost?.ToString("R")),
    ]);

    private static IEnumerable<(string, CanonicalValue?)> Said(string name, string? value) => value is null ? [] : [(name, value)];

    private static (string, CanonicalValue?)[] Core(CheckResult check) =>
    [
        ("key", check.Key),
        ("name", check.Name),
        ("kind", check.Kind.ToString()),
        ("verdict", check.Verdict.ToString()),
        ("severity", check.Severity.ToString()),
        ("observed", check.Observed is { } observed ? Canonical(observed) : null),
        ("sample", check.Sample is { } sample ? sample : CanonicalValue.Null),
        ("atLeast", check.AtLeast?.ToString("R")),
        ("onBound", check.OnBound is { } bound ? bound : CanonicalValue.Null),
        ("minimumSample", check.MinimumSample is { } minimum ? minimum : CanonicalValue.Null),
        ("setBy", check.SetBy),
        ("explanation", check.Explanation),
        ("source", check.Source is { } source ? Canonical(source) : null),
        ("excusedBy", check.ExcusedBy is { } excuse ? Canonical(excuse) : null),
    ];

    private static CanonicalValue Canonical(Excuse excuse) => CanonicalJson.Object(("code", excuse.Code), ("until", EntryDraft.Timestamp(excuse.Until)));

    private static CanonicalValue Canonical(Estimate estimate) => CanonicalJson.Object(
        ("value", estimate.Value.ToString("R")),
        ("low", estimate.Low.ToString("R")),
        ("high", estimate.High.ToString("R")),
        ("n", estimate.N),
        ("method", estimate.Method));

    private static CanonicalValue Canonical(CheckSource source) => CanonicalJson.Object(
        ("kind", source.Kind.ToString()),
        ("id", source.Id.ToString()),
        ("digest", source.Digest.Text),
        ("words", source.Words));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = [typeof(DigestJson)])]
[JsonSerializable(typeof(GateVerdict))]
internal sealed partial class GateJson : JsonSerializerContext;
