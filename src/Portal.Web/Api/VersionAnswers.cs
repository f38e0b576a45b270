using System.ComponentModel;
using System.Text.Json;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Web.Api;

internal sealed record ArtefactAnswer(ArtefactKind Kind, string Name);

internal sealed record ArtifactAnswer(
    string Name, long Size, string Sha256, DateTimeOffset? StoredAt,
    [property: Description("Where the bytes are when the portal is not to have them.")] string? Source,
    [property: Description("Whether the portal itself has seen these bytes.")] bool Seen);

internal sealed record VersionRow(string Label, ArtefactAnswer Artefact, VersionState State, Stage? Stage, string? Digest, DateTimeOffset DeclaredAt, DateTimeOffset? SealedAt)
{
    public static VersionRow Of(VersionLine line) => new(
        line.Label, new(line.Kind, line.Name), line.State, line.Stage, line.ContentDigest?.Text, line.DeclaredAt, line.SealedAt);
}

/// <summary>A version with all that was declared.</summary>
internal sealed record VersionAnswer
{
    public required string System { get; init; }
    public required string Label { get; init; }
    public required ArtefactAnswer Artefact { get; init; }
    public required VersionState State { get; init; }
    public required Stage? Stage { get; init; }
    public required string? Digest { get; init; }
    public required IReadOnlyList<ArtifactAnswer> Artifacts { get; init; }
    public required IReadOnlyList<string> Contributors { get; init; }
    public required string DeclaredBy { get; init; }
    public required DateTimeOffset DeclaredAt { get; init; }
    public required DateTimeOffset? SealedAt { get; init; }
    public required IReadOnlyList<TrainingDataBody> TrainingData { get; init; }
    public required IReadOnlyList<string> Features { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Hyperparameters { get; init; }
    public long? Seed { get; init; }
    public bool? Deterministic { get; init; }
    public string? CodeCommit { get; init; }
    public EnvironmentBody? Environment { get; init; }
    public string? Parent { get; init; }
    public ReasonForChange? ChangeReason { get; init; }
    public KnowledgeBody? KnowledgeBase { get; init; }
    public required IReadOnlyList<ToolBody> Tools { get; init; }
    public PromptBody? Prompt { get; init; }
    public AgentBody? Agent { get; init; }

    public static VersionAnswer? Of(VersionView? view)
    {
        if (view is not { Line: var line, Provenance: var said })
            return null;

        return new VersionAnswer
        {
            System = view.System,
            Label = line.Label,
            Artefact = new(line.Kind, line.Name),
            State = line.State,
            Stage = line.Stage,
            Digest = line.ContentDigest?.Text,
            Artifacts = [.. view.Artifacts.Select(artifact => new ArtifactAnswer(
                artifact.Name, artifact.Size, artifact.Digest.Text, artifact.StoredAt, Said(artifact.Source), artifact.StoredAt is not null))],
            Contributors = [.. view.Contributors.Select(person => person.Email)],
            DeclaredBy = view.DeclaredBy.Email,
            DeclaredAt = line.DeclaredAt,
            SealedAt = line.SealedAt,
            TrainingData = [.. said.TrainingData.Select(data => new TrainingDataBody(data.Name, data.Digest.Text, data.From, data.To))],
            Features = said.Features,
            Hyperparameters = Values(said.Hyperparameters),
            Seed = said.Seed,
            Deterministic = said.Deterministic,
            CodeCommit = Said(said.CodeCommit),
            Environment = said.Environment is { } environment ? new(Said(environment.Image), environment.Digest?.Text, Said(environment.Text)) : null,
            Parent = Said(said.Parent),
            ChangeReason = said.ChangeReason,
            KnowledgeBase = said.KnowledgeBase is { } knowledge ? new(knowledge.Name, knowledge.Digest.Text, Values(knowledge.Retriever), knowledge.IndexedOn) : null,
            Tools = [.. said.Tools.Select(tool => new ToolBody(tool.Name, tool.Permissions))],
            Prompt = said.Prompt is { } prompt ? new(null, prompt.Variables, Values(prompt.Settings)) : null,
            Agent = said.Agent is { } agent ? new(agent.Autonomy, Pin(agent.Model), Pin(agent.Prompt)) : null,
        };
    }

    private static PinBody? Pin(PinnedVersion? pinned) => pinned is null ? null : new(pinned.System, pinned.Label);

    private static string? Said(string text) => text.Length == 0 ? null : text;

    /// <summary>As they were sent: a number in the digits in which it came.</summary>
    private static Dictionary<string, JsonElement> Values(IReadOnlyList<Setting> settings) => settings.ToDictionary(
        setting => setting.Name,
        setting => setting.Kind == SettingKind.Text ? JsonSerializer.SerializeToElement(setting.Value) : JsonElement.Parse(setting.Value));
}
