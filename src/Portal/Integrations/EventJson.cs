using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Shared;

namespace Portal.Integrations;

/// <summary>How events are stored: ids and digests as plain text.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(DigestJson)])]
[JsonSerializable(typeof(EntryPublished))]
[JsonSerializable(typeof(VersionReleased))]
[JsonSerializable(typeof(SystemRetired))]
[JsonSerializable(typeof(ExceptionExpired))]
[JsonSerializable(typeof(FindingClaimed))]
[JsonSerializable(typeof(FindingOverdue))]
[JsonSerializable(typeof(PolicyPublished))]
[JsonSerializable(typeof(CardApproved))]
[JsonSerializable(typeof(BaselineMade))]
[JsonSerializable(typeof(AlertRaised))]
[JsonSerializable(typeof(QualityFell))]
[JsonSerializable(typeof(PersonLeft))]
internal sealed partial class EventContext : JsonSerializerContext;

internal static class EventJson
{
    public static JsonSerializerOptions Options => EventContext.Default.Options;
}
