using Portal.Accounts;
using Portal.Policies.Classification;
using Portal.Shared;

namespace Portal.Register;

/// <summary>In which order systems come: by a column, within groups when one is named.</summary>
public sealed record SystemOrder(SystemColumn By, SortDirection Direction, SystemGrouping? Group = null)
{
    public static SystemOrder ByCode { get; } = new(SystemColumn.Code, SortDirection.Ascending);
}

public enum SystemColumn { Code = 1, Name, Owner, Department, Kind, Lane, Tier, LegalClass, Stage, Review, Changed }

public enum SystemGrouping { Department = 1, Tier, Stage, Owner }

/// <summary>How many systems a group has; the key is as <see cref="SystemLine.GroupKey"/> says it.</summary>
public sealed record SystemGroup(string Key, int Systems);

/// <summary>What the systems of the register are filtered by, where that is not a fixed list.</summary>
public sealed record RegisterChoices(IReadOnlyList<string> Departments, IReadOnlyList<PersonLine> Owners);

/// <summary>A row of the register: what is published, or the draft as long as nothing is.</summary>
public sealed record SystemLine(
    SystemId Id, string Code, string Name, SystemKind? Kind, Lane? Lane, PersonId? OwnerId, PersonLine? Owner, string Department, RiskTier? Tier, RiskTier? ProposedTier,
    LegalClass? LegalClass, DateTimeOffset? ReviewDue, SystemStage Stage, string? Version, int? PublishedRevision, OpenRevision? Open, DateTimeOffset ChangedAt)
{
    /// <summary>The version that came furthest must not run for now.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Which group the system belongs to.</summary>
    public string GroupKey(SystemGrouping group) => group switch
    {
        SystemGrouping.Department => Department,
        SystemGrouping.Tier => Tier?.ToString() ?? "",
        SystemGrouping.Stage => Stage.ToString(),
        _ => OwnerId?.ToString() ?? "",
    };

    /// <summary>Published once anything is; before that, where the first revision stands.</summary>
    public EntryState State => PublishedRevision is null ? Open?.State ?? EntryState.Draft : EntryState.Published;
}

/// <summary>A system that was searched for.</summary>
public sealed record SystemHit(string Code, string Name, string Department, RiskTier? Tier, SystemStage Stage);

/// <summary>A system with all that its entry says, for a table that leaves the portal.</summary>
public sealed record RegisterRow(SystemLine Line, EntryContent Content, DateTimeOffset? PublishedAt, IReadOnlyDictionary<PersonId, PersonLine> People)
{
    public string NameOf(PersonId person) => People.TryGetValue(person, out var line) ? line.Name : "";

    public string AddressOf(PersonId? person) => person is { } id && People.TryGetValue(id, out var line) ? line.Email : "";
}

/// <summary>A system whose entry names a person, and as what.</summary>
public sealed record OwnedLine(SystemId Id, string Code, string Name, string As, bool Owns);

/// <summary>A system that nobody owns since its owner left.</summary>
public sealed record OrphanLine(SystemId Id, string Code, string Name, DateTimeOffset Since);

/// <summary>The revision that is being worked on.</summary>
public sealed record OpenRevision(int Number, EntryState State);

/// <summary>How many entries there are: all, published, and waiting for risk.</summary>
public sealed record RegisterCounts(int All, int Published, int WithRisk);

/// <summary>An entry that waits for risk to confirm its tier.</summary>
public sealed record WaitingLine(string Code, string Name, int Revision, RiskTier? ProposedTier, RiskTier? TierSoFar, string? SubmittedBy, DateTimeOffset SubmittedAt);

/// <summary>A draft that waits for who writes it: <paramref name="Remarks"/> when risk returned it, and what submitting lacks.</summary>
public sealed record DraftLine(string Code, string Name, int Revision, EntryState State, string Remarks, IReadOnlyList<Fault> Lacks, DateTimeOffset ChangedAt);

/// <summary>How many systems of a tier have a revision in a state. A draft beside what is published counts in both.</summary>
public sealed record PortfolioCell(RiskTier? Tier, SystemStage Stage, int Systems);

/// <summary>An entry as it stands, with its open draft and its history.</summary>
public sealed record EntryView(
    SystemId Id, string Code, int Version, PersonId FiledBy, DateTimeOffset FiledAt, RiskTier? Tier,
    RevisionView? Published, RevisionView? Open, IReadOnlyList<RevisionView> Revisions, IReadOnlyDictionary<PersonId, PersonLine> People)
{
    /// <summary>Since when nobody owns the system.</summary>
    public DateTimeOffset? OrphanedAt { get; init; }

    public SystemStage Stage { get; init; } = SystemStage.Proposed;

    /// <summary>The requests whose versions must not run for now.</summary>
    public IReadOnlyList<string> Suspended { get; init; } = [];

    internal EntryLife Life { private get; init; } = EntryLife.None;

    public DateTimeOffset? ReviewDue => Life.ReviewDue;

    /// <summary>How it ended, once it was retired.</summary>
    public RetirementView? Retirement => Life.Retirement;

    /// <summary>The looks that were taken at it again, the last first.</summary>
    public IReadOnlyList<BusinessReview> Reviews => Life.Reviews;

    /// <summary>The systems that run on a version of this one.</summary>
    public IReadOnlyList<DependentLine> UsedBy => Life.UsedBy;

    /// <summary>What stands; as long as nothing is published, what is drafted.</summary>
    public RevisionView Shown => Published ?? Open ?? Revisions[0];

    public string NameOf(PersonId person) => People.TryGetValue(person, out var line) ? line.Name : "Somebody without an account";

    /// <summary>Who writes the entry: who filed it, until something is published, and whom its grid gives a hand in registering.</summary>
    public bool IsWrittenBy(PersonId person) => EntryWriters.Write(person, FiledBy, Published?.Content, Open?.Content);

    /// <summary>What the draft would change of what is published.</summary>
    public IReadOnlyList<FieldChange> OpenChanges => Published is { } published && Open is { } open ? EntryFields.Changes(published.Content, open.Content, NameOf) : [];
}

public sealed record RetirementView(DateTimeOffset At, PersonId By, Ending Ending);

/// <summary>A system that runs on a version of another.</summary>
public sealed record DependentLine(string Code, string Name, string Version);

public sealed record RevisionView(
    int Number, EntryState State, EntryContent Content, Digest Digest, PersonId Author, DateTimeOffset ChangedAt, PersonId? SubmittedBy, DateTimeOffset? SubmittedAt,
    string Remarks, RiskTier? Proposal, LegalClass ScoredClass, RiskTier? ConfirmedTier, LegalClass? ConfirmedClass, PersonId? ConfirmedBy, DateTimeOffset? ConfirmedAt, string ConfirmationReason, PersonId? PublishedBy, DateTimeOffset? PublishedAt)
{
    /// <summary>When another revision took its place.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>What submitting lacks.</summary>
    public IReadOnlyList<Fault> Lacks => EntryRules.FaultsOf(Content);
}

/// <summary>A published revision and the one that it took the place of.</summary>
public sealed record PublishedRevision(RevisionView Revision, RevisionView? Before);

/// <summary>Published revisions of an entry, and who the people in them are.</summary>
public sealed record EntryHistory(Page<PublishedRevision> Page, IReadOnlyDictionary<PersonId, PersonLine> People);

/// <summary>What decisions rest on: the published revision, its confirmed tier and its material fields.</summary>
public sealed record PublishedEntry(
    SystemId System, string Code, string Name, RiskTier Tier, int Revision, Digest Content, IReadOnlyList<MaterialField> Material,
    Lane Lane, MayStop? MayStop, PersonId? BusinessOwner, PersonId? TechnicalOwner, PersonId? AccountableExecutive, PersonId? PublishedBy)
{
    /// <summary>Everybody who has a part in it.</summary>
    public IEnumerable<PersonId> People => new[] { BusinessOwner, TechnicalOwner, AccountableExecutive }.OfType<PersonId>();
}
