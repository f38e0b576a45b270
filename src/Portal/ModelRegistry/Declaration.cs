using Portal.Shared;

namespace Portal.ModelRegistry;

public enum ArtefactKind { Model = 1, Prompt, Agent }

/// <summary>What the version is a version of.</summary>
public sealed record Artefact(ArtefactKind Kind, string Name);

/// <summary>A file that is announced before it is sent: the portal believes the bytes, not the sender.</summary>
public sealed record AnnouncedArtifact(string Name, long Size, Digest Digest);

/// <summary>What a version says about itself when it is declared.</summary>
public sealed record Declaration(string Label, Artefact Artefact, IReadOnlyList<AnnouncedArtifact> Artifacts, IReadOnlyList<PersonId> Contributors)
{
    public const int LongestLabel = 40;
    public const int LongestName = 120;
    public const int MostArtifacts = 100;
    public const int MostContributors = 100;
    public const long LargestArtifact = 1L << 40;

    /// <summary>Everything that is wrong with it, at once, each fault with its field.</summary>
    public IReadOnlyList<Fault> Faults() =>
    [
        .. Named("label", PlainText.NameProblem(Label, LongestLabel)),
        .. Named("artefact.kind", Enum.IsDefined(Artefact.Kind) ? null : "It is not Model, Prompt or Agent."),
        .. Named("artefact.name", PlainText.LineProblem(Artefact.Name, LongestName)),
        .. Named("artifacts", CountProblem(Artifacts.Count, MostArtifacts, "Declare at least one artifact: there is nothing to seal.")),
        .. Artifacts.SelectMany(ArtifactFaults),
        .. Named("artifacts", Artifacts.DistinctBy(artifact => artifact.Name).Count() < Artifacts.Count ? "Two artifacts have the same name." : null),
        .. Named("contributors", CountProblem(Contributors.Count, MostContributors, "Name at least one contributor: contributors may not decide on the version.")),
        .. Named("contributors", Contributors.Distinct().Count() < Contributors.Count ? "One person is named twice." : null),
    ];

    private static IEnumerable<Fault> ArtifactFaults(AnnouncedArtifact artifact, int index) =>
    [
        .. Named($"artifacts[{index}].name", PlainText.NameProblem(artifact.Name, LongestName)),
        .. Named($"artifacts[{index}].size", artifact.Size is >= 1 and <= LargestArtifact ? null : $"A size is between 1 and {LargestArtifact} bytes."),
    ];

    private static string? CountProblem(int count, int most, string none) =>
        count == 0 ? none : count > most ? $"There are more than {most}." : null;

    private static IEnumerable<Fault> Named(string field, string? problem) => problem is null ? [] : [new Fault(field, problem)];
}
