using System.ComponentModel;
using System.Text.Json;
using Portal.Accounts;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Api;

internal sealed record ArtefactBody(ArtefactKind Kind, string? Name);

internal sealed record ArtifactBody(
    string? Name, long Size, string? Sha256,
    [property: Description("Where the bytes are when they are not sent to the portal; the version is then marked: these bytes were not seen.")] string? Source);

/// <summary>A version as it is declared. All of it becomes part of the content digest, in which what is absent has no place.</summary>
internal sealed record VersionBody
{
    [Description("At most 40 characters; once only in a system.")]
    public string? Label { get; init; }
    public ArtefactBody? Artefact { get; init; }
    [Description("At least one, unless there is the text of a prompt or an agent. The bytes of each follow with PUT.")]
    public IReadOnlyList<ArtifactBody?>? Artifacts { get; init; }
    [Description("E-mail addresses of those who made it: none of them may decide on it.")]
    public IReadOnlyList<string?>? Contributors { get; init; }
    public IReadOnlyList<TrainingDataBody?>? TrainingData { get; init; }
    public IReadOnlyList<string?>? Features { get; init; }
    [Description("Texts, numbers, true and false by their names.")]
    public IReadOnlyDictionary<string, JsonElement>? Hyperparameters { get; init; }
    public long? Seed { get; init; }
    [Description("Whether the same data, code and seed give the same bytes again.")]
    public bool? Deterministic { get; init; }
    public string? CodeCommit { get; init; }
    public EnvironmentBody? Environment { get; init; }
    [Description("Label of the version of this system that it was made from.")]
    public string? Parent { get; init; }
    [Description("Needed with a parent.")]
    public ReasonForChange? ChangeReason { get; init; }
    public KnowledgeBody? KnowledgeBase { get; init; }
    [Description("The tools that it may use; any other is not allowed.")]
    public IReadOnlyList<ToolBody?>? Tools { get; init; }
    [Description("Of a prompt only. The text becomes the artifact prompt.txt.")]
    public PromptBody? Prompt { get; init; }
    [Description("Of an agent only.")]
    public AgentBody? Agent { get; init; }

    /// <summary>Addresses become people, digests digests; whatever cannot is named, everything else the use case judges.</summary>
    public async Task<Result<Declaration>> ToDeclaration(string system, PeopleQueries people, CancellationToken ct)
    {
        var addresses = (Contributors ?? []).Select(address => address ?? "").ToList();
        var artifacts = (Artifacts ?? []).Select(artifact => artifact ?? new(null, 0, null, null)).ToList();
        var known = await people.ByEmail(addresses, ct);
        var reader = new ProvenanceReader();
        var provenance = reader.Read(this, system);
        Fault[] unread =
        [
            .. artifacts.Index().Where(artifact => Digest.TryParse(artifact.Item.Sha256) is null)
                .Select(artifact => new Fault($"artifacts[{artifact.Index}].sha256", ProvenanceReader.NoDigest)),
            .. addresses.Index().Where(address => !known.ContainsKey(address.Item.Trim()))
                .Select(address => new Fault($"contributors[{address.Index}]", "Nobody with this address has an account.")),
            .. reader.Faults,
        ];
        var declaration = new Declaration(
            Label ?? "",
            new Artefact(Artefact?.Kind ?? default, Artefact?.Name ?? ""),
            [.. artifacts.Select(artifact => new AnnouncedArtifact(artifact.Name ?? "", artifact.Size, Digest.TryParse(artifact.Sha256) ?? ProvenanceReader.Unread) { Source = artifact.Source ?? "" })],
            [.. addresses.Where(address => known.ContainsKey(address.Trim())).Select(address => known[address.Trim()].Id)])
        {
            Provenance = provenance,
            PromptText = Prompt?.Text,
        };
        return unread.Length == 0 ? declaration : new Invalid([.. unread, .. declaration.Faults().Where(fault => fault.Field != "contributors" || addresses.Count == 0)]);
    }
}

internal sealed record TrainingDataBody(
    string? Name, string? Digest,
    [property: Description("The first day that the data cover.")] DateOnly? From,
    [property: Description("The last day that the data cover.")] DateOnly? To);

internal sealed record EnvironmentBody(
    string? Image,
    [property: Description("Of the image or of the lock file.")] string? Digest,
    [property: Description("What is installed, as a tool lists it.")] string? Text);

internal sealed record KnowledgeBody(
    string? Name, string? Digest, IReadOnlyDictionary<string, JsonElement>? Retriever, [property: Description("The day on which its index was made.")] DateOnly? IndexedOn = null);

internal sealed record ToolBody(string? Name, IReadOnlyList<string?>? Permissions);

internal sealed record PromptBody(
    [property: Description("At most 200,000 characters. An answer has none: read the artifact prompt.txt, which the ledger records.")] string? Text,
    IReadOnlyList<string?>? Variables,
    [property: Description("Model, provider, temperature and the like.")] IReadOnlyDictionary<string, JsonElement>? Settings);

internal sealed record PinBody(
    [property: Description("Code of a system; this one when it is absent.")] string? System,
    [property: Description("Label of a sealed version.")] string? Version);

internal sealed record AgentBody(Autonomy Autonomy, PinBody? Model, PinBody? Prompt);
