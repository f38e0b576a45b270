using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// Two people have applied, or are about to apply, what is not decided yet. The steps that they skipped review it afterwards: they ratify
/// it, or it is revoked.
/// </summary>
public sealed record Emergency(EmergencySignature Started)
{
    /// <summary>The second person is there at once, or it was no emergency.</summary>
    public static readonly TimeSpan ToConfirm = TimeSpan.FromMinutes(30);

    public EmergencySignature? Confirmed { get; init; }

    /// <summary>How many steps were passed when it was applied; the others were skipped.</summary>
    public int StepsPassed { get; init; }

    public DateTimeOffset? ReviewBy { get; init; }

    /// <summary>When the time for its review was over without one.</summary>
    public DateTimeOffset? MissedAt { get; init; }

    public DateTimeOffset? RatifiedAt { get; init; }

    public bool IsUnreviewed => Confirmed is not null && RatifiedAt is null;

    /// <summary>It waits for the second person.</summary>
    public bool IsWaiting(DateTimeOffset now) => Confirmed is null && now < Started.At + ToConfirm;

    internal static string ToJson(Emergency? emergency) => emergency is null ? "" : JsonSerializer.Serialize(emergency, EmergencyJson.Default.Emergency);

    internal static Emergency FromJson(string json) => JsonSerializer.Deserialize(json, EmergencyJson.Default.Emergency) ?? throw new JsonException("The emergency is empty.");
}

/// <summary>One of the two signatures: who, what it means, why, and the digest of what was on the screen.</summary>
public sealed record EmergencySignature(PersonId Person, string PrintedName, string Meaning, string Reason, Digest Subject, string AuthenticatedWith, DateTimeOffset AuthenticatedAt, DateTimeOffset At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Emergency))]
internal sealed partial class EmergencyJson : JsonSerializerContext;
