using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Register;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>How a version came about and what it works with, as its maker declares it. It is part of the version's content.</summary>
public sealed record Provenance
{
    public static readonly Provenance Unsaid = new();

    public IReadOnlyList<TrainingData> TrainingData { get; init; } = [];

    public IReadOnlyList<string> Features { get; init; } = [];

    public IReadOnlyList<Setting> Hyperparameters { get; init; } = [];

    public long? Seed { get; init; }

    /// <summary>Whether the same data, code and seed give the same bytes again.</summary>
    public bool? Deterministic { get; init; }

    public string CodeCommit { get; init; } = "";

    public RunEnvironment? Environment { get; init; }

    /// <summary>The label of the version of the same system that this one was made from.</summary>
    public string Parent { get; init; } = "";

    public ReasonForChange? ChangeReason { get; init; }

    public KnowledgeBase? KnowledgeBase { get; init; }

    /// <summary>The tools that it may use, and what it may do with each; any other is not allowed.</summary>
    public IReadOnlyList<AllowedTool> Tools { get; init; } = [];

    public PromptDesign? Prompt { get; init; }

    public AgentDesign? Agent { get; init; }

    internal static string ToJson(Provenance provenance) => JsonSerializer.Serialize(provenance, ProvenanceJson.Default.Provenance);

    /// <summary>Versions that were declared before there was more to say have an empty text.</summary>
    internal static Provenance FromJson(string json) =>
        json.Length == 0 ? Unsaid : JsonSerializer.Deserialize(json, ProvenanceJson.Default.Provenance) ?? Unsaid;
}

/// <summary>Data that it learned from, and the window of time that they cover where they have one.</summary>
public sealed record TrainingData(string Name, Digest Digest, DateOnly? From, DateOnly? To);

public enum SettingKind { Text = 1, Number, Truth }

/// <summary>A named value. A number keeps the digits in which it came, since not every fraction survives being read.</summary>
public sealed record Setting(string Name, string Value, SettingKind Kind = SettingKind.Text);

/// <summary>What it runs in: an image, the digest of an image or a lock file, what is installed.</summary>
public sealed record RunEnvironment(string Image, Digest? Digest, string Text);

/// <summary>The snapshot of texts that it looks things up in, and how it does.</summary>
public sealed record KnowledgeBase(string Name, Digest Digest, IReadOnlyList<Setting> Retriever)
{
    /// <summary>The day on which its index was made; its age is counted from it.</summary>
    public DateOnly? IndexedOn { get; init; }
}

public sealed record AllowedTool(string Name, IReadOnlyList<string> Permissions);

/// <summary>What belongs to the text of a prompt, which is an artifact of its version.</summary>
public sealed record PromptDesign(IReadOnlyList<string> Variables, IReadOnlyList<Setting> Settings);

/// <summary>How far an agent goes by itself, and the model and prompt that it rests on.</summary>
public sealed record AgentDesign(Autonomy Autonomy, PinnedVersion? Model, PinnedVersion? Prompt);

/// <summary>One version of one system, by its label; a sealed one never changes, so the label is enough.</summary>
public sealed record PinnedVersion(string System, string Label);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, Converters = [typeof(DigestJson)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Provenance))]
internal sealed partial class ProvenanceJson : JsonSerializerContext;
