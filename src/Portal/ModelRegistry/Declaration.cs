using System.Text;
using Portal.Shared;

namespace Portal.ModelRegistry;

public enum ArtefactKind { Model = 1, Prompt, Agent }

/// <summary>What the version is a version of.</summary>
public sealed record Artefact(ArtefactKind Kind, string Name);

/// <summary>A file that is announced before it is sent: the portal believes the bytes, not the sender.</summary>
public sealed record AnnouncedArtifact(string Name, long Size, Digest Digest)
{
    /// <summary>Where the bytes are when the portal is not to have them. Nobody here has seen them, and the version says so.</summary>
    public string Source { get; init; } = "";

    /// <summary>The portal has the bytes already and took the size and the digest from them itself.</summary>
    internal bool IsHere { get; init; }
}

/// <summary>What a version says about itself when it is declared.</summary>
public sealed record Declaration(string Label, Artefact Artefact, IReadOnlyList<AnnouncedArtifact> Artifacts, IReadOnlyList<PersonId> Contributors)
{
    public const int LongestLabel = 40;
    public const int LongestName = 120;
    public const int LongestSource = 500;
    public const int MostArtifacts = 100;
    public const int MostContributors = 100;
    public const long LargestArtifact = 5L << 30;
    public const long LargestElsewhere = 1L << 50;
    public const int LargestPrompt = 200_000;

    /// <summary>The artifact that the text of a prompt is.</summary>
    public const string PromptFile = "prompt.txt";

    public Provenance Provenance { get; init; } = Provenance.Unsaid;

    /// <summary>The text of a prompt: short enough to come with the declaration.</summary>
    public string? PromptText { get; init; }

    internal byte[]? PromptBytes => PromptText is null ? null : Encoding.UTF8.GetBytes(PromptText);

    /// <summary>Everything that is wrong with it, at once, each fault with its field.</summary>
    public IReadOnlyList<Fault> Faults() =>
    [
        .. Named("label", PlainText.NameProblem(Label, LongestLabel)),
        .. Named("artefact.kind", Enum.IsDefined(Artefact.Kind) ? null : "It is not Model, Prompt or Agent."),
        .. Named("artefact.name", PlainText.LineProblem(Artefact.Name, LongestName)),
        .. Named("artifacts", CountProblem(Artifacts.Count, MostArtifacts, PromptText is null && Provenance.Agent is null ? "Declare at least one artifact: there is nothing to seal." : null)),
        .. Artifacts.SelectMany(ArtifactFaults),
        .. Named("artifacts", Artifacts.DistinctBy(artifact => artifact.Name).Count() < Artifacts.Count ? "Two artifacts have the same name." : null),
        .. Named("artifacts", PromptText is not null && Artifacts.Any(artifact => artifact.Name == PromptFile) ? $"{PromptFile} is the text of the prompt." : null),
        .. Named("contributors", CountProblem(Contributors.Count, MostContributors, "Name at least one contributor: contributors may not decide on the version.")),
        .. Named("contributors", Contributors.Distinct().Count() < Contributors.Count ? "One person is named twice." : null),
        .. PromptFaults(),
        .. Named("agent", Provenance.Agent is not null && Artefact.Kind != ArtefactKind.Agent ? "Only an agent has one." : null),
        .. ProvenanceFaults.Of(Provenance),
    ];

    private IEnumerable<Fault> PromptFaults() => (PromptText, Provenance.Prompt) switch
    {
        (null, null) => [],
        _ when Artefact.Kind != ArtefactKind.Prompt => Named("prompt", "Only a prompt has one; an agent names the version of its prompt."),
        (null or "", _) => Named("prompt.text", "It is missing."),
        ({ } text, _) => Named("prompt.text", PlainText.RemarkProblem(text, LargestPrompt)),
    };

    private static IEnumerable<Fault> ArtifactFaults(AnnouncedArtifact artifact, int index)
    {
        // An empty file can be here, and of what is elsewhere nobody may know the size; what is sent has a first byte.
        var least = artifact.Source.Length > 0 || artifact.IsHere ? 0 : 1;
        var most = artifact.Source.Length > 0 ? LargestElsewhere : LargestArtifact;
        return
        [
            .. Named($"artifacts[{index}].name", PlainText.NameProblem(artifact.Name, LongestName)),
            .. Named($"artifacts[{index}].size", artifact.Size >= least && artifact.Size <= most ? null : $"A size is between {least} and {most} bytes."),
            .. Named($"artifacts[{index}].source", artifact.Source.Length == 0 ? null : SourceProblem(artifact.Source)),
        ];
    }

    private static string? SourceProblem(string source) =>
        PlainText.LineProblem(source, LongestSource)
        ?? (Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme.Length > 1 && source.StartsWith(address.Scheme, StringComparison.OrdinalIgnoreCase) ? null : "Say where the bytes are as an address with its scheme, such as s3://bucket/model.bin.");

    private static string? CountProblem(int count, int most, string? none) =>
        count == 0 ? none : count > most ? $"There are more than {most}." : null;

    private static IEnumerable<Fault> Named(string field, string? problem) => problem is null ? [] : [new Fault(field, problem)];
}
