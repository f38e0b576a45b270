using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Integrations;

/// <summary>One try to deliver, and what came back.</summary>
public sealed record Attempt(int Number, DateTimeOffset At, int Milliseconds, bool Arrived, string Answer)
{
    internal static string ToJson(IReadOnlyList<Attempt> attempts) => JsonSerializer.Serialize(attempts, AttemptJson.Default.IReadOnlyListAttempt);

    internal static IReadOnlyList<Attempt> FromJson(string json) => JsonSerializer.Deserialize(json, AttemptJson.Default.IReadOnlyListAttempt) ?? [];
}

[JsonSerializable(typeof(IReadOnlyList<Attempt>))]
internal sealed partial class AttemptJson : JsonSerializerContext;

/// <summary>How an attempt ended, as the sender tells it; gone is who asks never to be called again.</summary>
internal sealed record Outcome(bool Arrived, string Answer, bool Gone = false);
