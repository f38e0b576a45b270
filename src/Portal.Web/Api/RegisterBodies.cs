using System.ComponentModel;
using System.Text.Json.Serialization;
using Portal.Accounts;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>What an entry says, as it is sent and as it is answered: people are e-mail addresses, what is absent is not known yet.</summary>
public record EntryBody
{
    [Description("At most 120 characters; the one field that even a draft needs.")]
    public string? Name { get; init; }
    public SystemKind? Kind { get; init; }
    public string? ApplicationType { get; init; }
    public Lane? Lane { get; init; }
    public string? LegalEntity { get; init; }
    [Description("Of the people affected. Material: a change goes to risk before it is published.")]
    public IReadOnlyList<string?>? Countries { get; init; }
    [Description("The last day on which it is meant to exist; an experiment needs one.")]
    public DateOnly? TemporaryUntil { get; init; }
    [Description("E-mail address of somebody with an account, like every person here.")]
    public string? BusinessOwner { get; init; }
    public string? TechnicalOwner { get; init; }
    public string? AccountableExecutive { get; init; }
    public string? Department { get; init; }
    public string? Vendor { get; init; }
    [Description("Who does what: each activity that is filled in has exactly one who is accountable and somebody who is responsible.")]
    public IReadOnlyList<RaciCell>? Raci { get; init; }
    [Description("Material.")]
    public string? Purpose { get; init; }
    public string? IntendedOutcome { get; init; }
    public string? OutputType { get; init; }
    [Description("Material.")]
    public string? PeopleAffected { get; init; }
    [Description("Material.")]
    public HumanInvolvement? HumanInvolvement { get; init; }
    [Description("Material.")]
    public Autonomy? Autonomy { get; init; }
    public string? Volume { get; init; }
    [Description("Who or what uses the output.")]
    public IReadOnlyList<string?>? Consumers { get; init; }
    [Description("What it calls itself in traces: the service.name of its processes.")]
    public IReadOnlyList<string?>? ServiceNames { get; init; }
    [Description("What takes over when it stops.")]
    public string? Fallback { get; init; }
    [Description("Material. Whether it may be switched off.")]
    public MayStop? MayStop { get; init; }
    [Description("Versions of other systems that this one runs on; its owners are told when these change.")]
    public IReadOnlyList<SharedUse?>? Uses { get; init; }
    [Description("What an experiment is to find out.")]
    public string? Hypothesis { get; init; }
    [Description("What an experiment learns from.")]
    public ExperimentData? ExperimentData { get; init; }
    public IReadOnlyList<string?>? DataSources { get; init; }
    [Description("Material.")]
    public PersonalData? PersonalData { get; init; }
    public string? LegalBasis { get; init; }
    public DataClass? DataClass { get; init; }
    public string? Retention { get; init; }
    public string? KnownLimitations { get; init; }
    [Description("Files that were put with PUT /systems/{code}/documents/{name}; leaving one out takes it off the draft.")]
    public IReadOnlyList<AttachedDocument?>? Documents { get; init; }
    [Description("To the questions of GET /classification/questionnaire, by their keys: what they come to is material. Risk confirms tier and legal class.")]
    public IReadOnlyDictionary<string, AnswerValues>? Answers { get; init; }
    [Description("Material. Only where the owner holds the tier to be higher than the answers give.")]
    public RiskTier? ProposedTier { get; init; }
    public string? TierReason { get; init; }

    /// <summary>The content, or a fault for each item without its parts and each address that nobody has.</summary>
    internal async Task<Result<EntryContent>> ToContent(PeopleQueries people, CancellationToken ct)
    {
        if (Misshapen().ToList() is { Count: > 0 } misshapen)
            return new Invalid(misshapen);

        var addresses = new (string Field, string? Address)[]
        {
            ("businessOwner", BusinessOwner), ("technicalOwner", TechnicalOwner), ("accountableExecutive", AccountableExecutive),
        }.Where(named => !string.IsNullOrWhiteSpace(named.Address)).ToDictionary(named => named.Field, named => named.Address?.Trim() ?? "");
        var known = await people.ByEmail(addresses.Values, ct);
        if (addresses.Where(named => !known.ContainsKey(named.Value)).ToList() is { Count: > 0 } unknown)
            return new Invalid([.. unknown.Select(named => new Fault(named.Key, $"Nobody has the address {named.Value}."))]);

        if (!Questionnaires.Current.Questions.Read((Answers ?? new Dictionary<string, AnswerValues>()).Select(answer => KeyValuePair.Create(answer.Key, answer.Value.Values))).Succeeded(out var answers, out var unfit))
            return unfit;

        PersonId? Person(string field) => addresses.TryGetValue(field, out var address) ? known[address].Id : null;
        return new EntryContent
        {
            Name = Name ?? "",
            Kind = Kind,
            ApplicationType = ApplicationType ?? "",
            Lane = Lane,
            LegalEntity = LegalEntity ?? "",
            Countries = Texts(Countries),
            BusinessOwner = Person("businessOwner"),
            TechnicalOwner = Person("technicalOwner"),
            AccountableExecutive = Person("accountableExecutive"),
            TemporaryUntil = TemporaryUntil,
            Department = Department ?? "",
            Vendor = Vendor ?? "",
            Raci = Portal.Register.Raci.Of(Raci ?? []),
            Purpose = Purpose ?? "",
            IntendedOutcome = IntendedOutcome ?? "",
            OutputType = OutputType ?? "",
            PeopleAffected = PeopleAffected ?? "",
            HumanInvolvement = HumanInvolvement,
            Autonomy = Autonomy,
            Volume = Volume ?? "",
            Consumers = Texts(Consumers),
            ServiceNames = Texts(ServiceNames),
            Fallback = Fallback ?? "",
            MayStop = MayStop,
            Uses = [.. (Uses ?? []).OfType<SharedUse>()],
            Hypothesis = Hypothesis ?? "",
            ExperimentData = ExperimentData,
            DataSources = Texts(DataSources),
            PersonalData = PersonalData,
            LegalBasis = LegalBasis ?? "",
            DataClass = DataClass,
            Retention = Retention ?? "",
            KnownLimitations = KnownLimitations ?? "",
            Documents = [.. (Documents ?? []).OfType<AttachedDocument>()],
            Answers = answers,
            ProposedTier = ProposedTier,
            TierReason = TierReason ?? "",
        };
    }

    /// <summary>What JSON lets through and no form can send.</summary>
    private IEnumerable<Fault> Misshapen()
    {
        if (Uses?.Any(use => use is not { System: not null, Version: not null }) == true)
            yield return new Fault("uses", "Each names a system and a version.");
        if (Documents?.Any(document => document is not { Name: not null }) == true)
            yield return new Fault("documents", "Each has a name, a size and a digest.");
        if (Raci?.Any(cell => !Enum.IsDefined(cell.Activity) || !Enum.IsDefined(cell.Party) || !Enum.IsDefined(cell.Part)) == true)
            yield return new Fault("raci", "Each has an activity, a party and a part.");
        if (Raci?.GroupBy(cell => (cell.Activity, cell.Party)).Any(same => same.Count() > 1) == true)
            yield return new Fault("raci", "A party has one part in an activity, and one has two here.");
    }

    private protected static T Filled<T>(T empty, EntryContent content, EntryView entry) where T : EntryBody => empty with
    {
        Name = content.Name,
        Kind = content.Kind,
        ApplicationType = content.ApplicationType,
        Lane = content.Lane,
        LegalEntity = content.LegalEntity,
        Countries = content.Countries,
        BusinessOwner = Address(content.BusinessOwner, entry),
        TechnicalOwner = Address(content.TechnicalOwner, entry),
        AccountableExecutive = Address(content.AccountableExecutive, entry),
        TemporaryUntil = content.TemporaryUntil,
        Department = content.Department,
        Vendor = content.Vendor,
        Raci = [.. content.Raci.Cells],
        Purpose = content.Purpose,
        IntendedOutcome = content.IntendedOutcome,
        OutputType = content.OutputType,
        PeopleAffected = content.PeopleAffected,
        HumanInvolvement = content.HumanInvolvement,
        Autonomy = content.Autonomy,
        Volume = content.Volume,
        Consumers = content.Consumers,
        ServiceNames = content.ServiceNames,
        Fallback = content.Fallback,
        MayStop = content.MayStop,
        Uses = content.Uses,
        Hypothesis = content.Hypothesis,
        ExperimentData = content.ExperimentData,
        DataSources = content.DataSources,
        PersonalData = content.PersonalData,
        LegalBasis = content.LegalBasis,
        DataClass = content.DataClass,
        Retention = content.Retention,
        KnownLimitations = content.KnownLimitations,
        Documents = content.Documents,
        Answers = content.Answers.Keys.ToDictionary(key => key, key => new AnswerValues(content.Answers[key])),
        ProposedTier = content.ProposedTier,
        TierReason = content.TierReason,
    };

    private protected static string? Address(PersonId? person, EntryView entry) =>
        person is { } id && entry.People.TryGetValue(id, out var line) ? line.Email : null;

    private static IReadOnlyList<string> Texts(IReadOnlyList<string?>? items) => [.. (items ?? []).OfType<string>()];
}

/// <summary>An entry: what is published, or the draft as long as nothing is; and the open draft when there is one.</summary>
public sealed record SystemAnswer : EntryBody
{
    [JsonPropertyOrder(-2)]
    public required string Code { get; init; }
    [JsonPropertyOrder(-1), Description("Of the revision shown here.")]
    public required EntryState State { get; init; }
    [JsonPropertyOrder(-1)]
    public required int Revision { get; init; }
    [JsonPropertyOrder(-1), Description("As risk confirmed it; absent before.")]
    public RiskTier? Tier { get; init; }
    [JsonPropertyOrder(-1), Description("As risk confirmed it; absent before.")]
    public LegalClass? LegalClass { get; init; }
    [JsonPropertyOrder(-1), Description("When who answers for it looks at it again.")]
    public DateTimeOffset? ReviewDue { get; init; }
    [JsonPropertyOrder(-1), Description("Absent while it is in use.")]
    public DateTimeOffset? RetiredAt { get; init; }
    [JsonPropertyOrder(-1)]
    public required string Digest { get; init; }
    public string? FiledBy { get; init; }
    public required DateTimeOffset FiledAt { get; init; }
    public string? PublishedBy { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    [Description("The revision that is being worked on: PUT writes it, submit submits it.")]
    public DraftAnswer? Draft { get; init; }

    internal static SystemAnswer Of(EntryView entry)
    {
        var shown = entry.Shown;
        return Filled(new SystemAnswer
        {
            Code = entry.Code,
            State = shown.State,
            Revision = shown.Number,
            Tier = entry.Tier,
            LegalClass = shown.ConfirmedClass,
            ReviewDue = entry.ReviewDue,
            RetiredAt = entry.Retirement?.At,
            Digest = shown.Digest.Text,
            FiledBy = Address(entry.FiledBy, entry),
            FiledAt = entry.FiledAt,
            PublishedBy = Address(shown.PublishedBy, entry),
            PublishedAt = shown.PublishedAt,
            Draft = entry.Open is { } open ? DraftAnswer.Of(open, entry) : null,
        }, shown.Content, entry);
    }
}

public sealed record DraftAnswer : EntryBody
{
    [JsonPropertyOrder(-1)]
    public required int Revision { get; init; }
    [JsonPropertyOrder(-1)]
    public required EntryState State { get; init; }
    public string? Author { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    [Description("What risk asked for when it was returned.")]
    public string? Remarks { get; init; }
    [Description("What submitting lacks.")]
    public required IReadOnlyList<Fault> Lacks { get; init; }

    internal static DraftAnswer Of(RevisionView open, EntryView entry) => Filled(new DraftAnswer
    {
        Revision = open.Number,
        State = open.State,
        Author = Address(open.Author, entry),
        ChangedAt = open.ChangedAt,
        Remarks = open.Remarks.Length > 0 ? open.Remarks : null,
        Lacks = open.Lacks,
    }, open.Content, entry);
}

/// <summary>A published revision: who wrote, submitted, confirmed and published it, from when to when it stood, and what it changed.</summary>
public sealed record RevisionAnswer(
    int Revision, string Digest, RiskTier? Tier, string? Author, string? SubmittedBy, DateTimeOffset? SubmittedAt,
    string? ConfirmedBy, DateTimeOffset? ConfirmedAt, string? ConfirmationReason, string? PublishedBy, DateTimeOffset? PublishedAt, DateTimeOffset? ValidTo,
    [property: Description("Against the revision before; none in the first.")] IReadOnlyList<ChangeAnswer> Changes)
{
    internal static RevisionAnswer Of(PublishedRevision published, IReadOnlyDictionary<PersonId, PersonLine> people)
    {
        string? Address(PersonId? person) => person is { } id && people.TryGetValue(id, out var line) ? line.Email : null;
        var revision = published.Revision;
        return new(
            revision.Number, revision.Digest.Text, revision.ConfirmedTier, Address(revision.Author), Address(revision.SubmittedBy), revision.SubmittedAt,
            Address(revision.ConfirmedBy), revision.ConfirmedAt, revision.ConfirmationReason.Length > 0 ? revision.ConfirmationReason : null,
            Address(revision.PublishedBy), revision.PublishedAt, revision.ValidTo,
            published.Before is { } before
                ? [.. EntryFields.Changes(before.Content, revision.Content, person => Address(person) ?? "").Select(change => new ChangeAnswer(change.Key, change.Before, change.After, change.Materiality == Materiality.Material))]
                : []);
    }
}

/// <summary>A field that differs, in the words that people read.</summary>
public sealed record ChangeAnswer(string Field, string Before, string After, bool Material);

/// <summary>A row of the register.</summary>
public sealed record SystemItem(
    string Code, string Name, SystemKind? Kind, Lane? Lane, string? BusinessOwner, string Department, RiskTier? Tier, LegalClass? LegalClass, SystemStage Stage, string? Version, DateTimeOffset? ReviewDue, EntryState State,
    int? Revision, EntryState? Draft, DateTimeOffset ChangedAt)
{
    internal static SystemItem Of(SystemLine line) => new(
        line.Code, line.Name, line.Kind, line.Lane, line.Owner?.Email, line.Department, line.Tier, line.LegalClass, line.Stage, line.Version, line.ReviewDue, line.State,
        line.PublishedRevision, line.Open?.State, line.ChangedAt);
}
