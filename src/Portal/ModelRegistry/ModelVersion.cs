using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>
/// A version of a model, a prompt or an agent. It is declared with what it consists of, takes the declared bytes and nothing else,
/// and seals itself with the last of them. From then on only its stage moves.
/// </summary>
public sealed class ModelVersion : IVersioned
{
    private readonly List<DeclaredArtifact> _artifacts = [];
    private readonly List<Contributor> _contributors = [];
    private readonly List<StageSpan> _stages = [];
    private readonly List<NamedContributor> _named = [];

    private ModelVersion() { }

    public VersionId Id { get; private set; }

    public SystemId System { get; private set; }

    /// <summary>The name that people use, once only in a system: v3.2.</summary>
    public string Label { get; private set; } = "";

    public ArtefactKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    public VersionState State { get; private set; }

    public Stage? Stage { get; private set; }

    /// <summary>What the version is, whatever it is called: the same content gives the same digest under any label.</summary>
    public Digest? ContentDigest { get; private set; }

    /// <summary>How it came about, as its maker says.</summary>
    public Provenance Provenance { get; private set; } = Provenance.Unsaid;

    public PersonId DeclaredBy { get; private set; }

    public DateTimeOffset DeclaredAt { get; private set; }

    public DateTimeOffset? SealedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>When its stored bytes were last read again and held against their digests.</summary>
    public DateTimeOffset? VerifiedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<DeclaredArtifact> Artifacts => _artifacts;

    public IReadOnlyList<Contributor> Contributors => _contributors;

    /// <summary>Whom its makers' tools name and nobody here is called; each must be somebody before the version is decided on.</summary>
    public IReadOnlyList<NamedContributor> Named => _named;

    /// <summary>Every stage it has been in, and from when to when.</summary>
    public IReadOnlyList<StageSpan> Stages => _stages;

    /// <summary>Everything that is to come has come; what is elsewhere never does.</summary>
    private bool IsWhole => _artifacts.TrueForAll(artifact => artifact.StoredAt is not null || artifact.Source.Length > 0);

    public bool IsContributor(PersonId? person) => _contributors.Any(contributor => contributor.Person == person);

    /// <summary>The declaration has no faults; see <see cref="Declaration.Faults"/>. A version that waits for no bytes is sealed at once.</summary>
    public static ModelVersion Declare(SystemId system, Declaration declaration, PersonId by, DateTimeOffset now)
    {
        var version = new ModelVersion
        {
            Id = VersionId.New(now),
            System = system,
            Label = declaration.Label,
            Kind = declaration.Artefact.Kind,
            Name = declaration.Artefact.Name,
            State = VersionState.Incomplete,
            Provenance = declaration.Provenance,
            DeclaredBy = by,
            DeclaredAt = now,
            ChangedAt = now,
        };
        version._artifacts.AddRange(declaration.Artifacts.Select(artifact => DeclaredArtifact.Of(artifact, now)));
        version._contributors.AddRange(declaration.Contributors.Select(person => new Contributor(person)));
        if (declaration.PromptBytes is { } text)
            version._artifacts.Add(DeclaredArtifact.Came(Declaration.PromptFile, text, now));
        if (version.IsWhole)
            version.Seal(now);
        return version;
    }

    /// <summary>Whether these bytes are the declared ones. The last of them seals the version; the same bytes again change nothing.</summary>
    public Refusal? Take(string name, Stored stored, DateTimeOffset now)
    {
        if (_artifacts.SingleOrDefault(artifact => artifact.Name == name) is not { } declared)
            return State == VersionState.Sealed ? AlreadySealed() : new NotFound($"An artifact '{name}' of version {Label}");
        if (declared.Refuses(stored) is { } faults)
            return State == VersionState.Sealed ? AlreadySealed() : faults;
        if (declared.Source.Length > 0)
            return declared.IsElsewhere();
        if (declared.StoredAt is not null)
            return null;

        declared.Store(now);
        ChangedAt = now;
        if (IsWhole)
            Seal(now);
        return null;
    }

    internal void NameStrangers(IEnumerable<string> names) => _named.AddRange(names.Select(name => new NamedContributor(name)));

    /// <summary>
    /// Says who is meant by a name. The person contributed and does not decide; what the version consists of, and so its digest, is as it was sealed.
    /// </summary>
    internal Refusal? Assign(string name, PersonId person, PersonId by, DateTimeOffset now)
    {
        if (_named.Find(named => named.Name == name) is not { } stranger)
            return new NotFound($"A contributor called '{name}'");
        if (stranger.Person is not null)
            return new NotAllowed($"Who '{name}' is has been said already.");

        stranger.Is(person, by, now);
        if (!IsContributor(person))
            _contributors.Add(new Contributor(person));
        ChangedAt = now;
        return null;
    }

    /// <summary>Moves the version along <see cref="VersionMoves"/>; in the transaction of the promotion that decided it.</summary>
    internal Refusal? MoveTo(Stage stage, DateTimeOffset now)
    {
        if (Stage is not { } from)
            return new NotAllowed($"Version {Label} is not sealed: it has no stage yet.");
        if (!VersionMoves.CanMove(from, stage))
            return new NotAllowed($"Version {Label} does not go from {from} to {stage}.");

        Enter(stage, now);
        ChangedAt = now;
        return null;
    }

    /// <summary>Its stored bytes were read again: these artifacts are no longer what was stored, the others are. Gives back what is new about that.</summary>
    internal (IReadOnlyList<DeclaredArtifact> Changed, IReadOnlyList<DeclaredArtifact> Restored) Verify(IReadOnlySet<string> differing, DateTimeOffset now)
    {
        VerifiedAt = now;
        var changed = _artifacts.Where(artifact => artifact.ChangedSince is null && differing.Contains(artifact.Name)).ToList();
        var restored = _artifacts.Where(artifact => artifact.ChangedSince is not null && !differing.Contains(artifact.Name)).ToList();
        changed.ForEach(artifact => artifact.FoundChanged(now));
        restored.ForEach(artifact => artifact.FoundIntact());
        return (changed, restored);
    }

    internal NotAllowed AlreadySealed() => new($"Version {Label} is sealed: its bytes do not change any more.");

    private void Seal(DateTimeOffset now)
    {
        if (!VersionMoves.CanMove(State, VersionState.Sealed))
            throw new InvalidOperationException($"A version does not go from {State} to {VersionState.Sealed}.");

        (State, SealedAt, ContentDigest) = (VersionState.Sealed, now, DigestOfContent());
        Enter(Shared.Stage.Development, now);
    }

    private void Enter(Stage stage, DateTimeOffset now)
    {
        if (_stages.SingleOrDefault(span => span.ValidTo is null)?.Stage != Stage)
            throw new InvalidOperationException($"The stages of version {Label} were not read with it.");

        _stages.Find(span => span.ValidTo is null)?.End(now);
        _stages.Add(new StageSpan(System, stage, now));
        Stage = stage;
    }

    private Digest DigestOfContent() => Digest.Of(CanonicalJson.Object(
        [
            ("artefact", CanonicalJson.Object(("kind", Kind.ToString()), ("name", Name))),
            ("artifacts", CanonicalJson.List([.. _artifacts.OrderBy(artifact => artifact.Name, StringComparer.Ordinal).Select(artifact => artifact.Content())])),
            ("contributors", CanonicalJson.List([.. _contributors.Select(contributor => contributor.Person.ToString())
                .Order(StringComparer.Ordinal).Select(person => (CanonicalValue)person)])),
            .. ProvenanceContent.Members(Provenance),
        ]).ToBytes());
}

/// <summary>Somebody who made the version; never decides on it.</summary>
public sealed class Contributor
{
    private Contributor() { }

    internal Contributor(PersonId person) => Person = person;

    public VersionId Version { get; private set; }

    public PersonId Person { get; private set; }
}
