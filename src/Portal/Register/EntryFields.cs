using Portal.Ledger;
using Portal.Policies.Classification;
using Portal.Shared;
using static Portal.Register.EntryField;

namespace Portal.Register;

/// <summary>
/// The fields of an entry in the order in which people meet them: the one table that forms, differences, limits, digests and
/// rules read. Material fields are needed because decisions rest on them.
/// </summary>
public static class EntryFields
{
    public static IReadOnlyList<EntryField> All { get; } =
    [
        Line("name", "Name", content => content.Name, EntryLimits.Name).Needed("Give the system a name."),
        Choice("kind", "Kind", content => content.Kind, EntryWords.Of).Needed("Say what kind of system it is."),
        Line("applicationType", "Application type", content => content.ApplicationType),
        Choice("lane", "Lane", content => content.Lane, EntryWords.Of).Needed("Choose the lane: governed or experiment."),
        Line("legalEntity", "Legal entity", content => content.LegalEntity).Needed("Name the legal entity that runs it."),
        Items("countries", "Countries", content => content.Countries, ", ").Material().Needed("Name the countries of the people affected."),
        Day("temporaryUntil", "Temporary until", content => content.TemporaryUntil).Added()
            .NeededWhen(IsExperiment, "Say on which day the experiment ends."),

        Person("businessOwner", "Business owner", content => content.BusinessOwner).Needed("Name the business owner."),
        Person("technicalOwner", "Technical owner", content => content.TechnicalOwner).Needed("Name the technical owner."),
        Person("accountableExecutive", "Accountable executive", content => content.AccountableExecutive)
            .NeededWhen(content => content.MayStop == MayStop.NotWithoutExecutive, "Name the executive without whom it may not be stopped."),
        Line("department", "Department", content => content.Department).Needed("Name the department."),
        Line("vendor", "Provider or vendor", content => content.Vendor).Added(),
        Grid,

        Prose("purpose", "Purpose", content => content.Purpose).Material().Needed("Say what the system is for."),
        Prose("intendedOutcome", "Intended outcome", content => content.IntendedOutcome).Added(),
        Line("outputType", "Output", content => content.OutputType).Added(),
        Prose("peopleAffected", "People affected", content => content.PeopleAffected).Material().Needed("Say who is affected."),
        Choice("humanInvolvement", "Human involvement", content => content.HumanInvolvement, EntryWords.Of).Material().Needed("Say how people are involved."),
        Choice("autonomy", "Autonomy", content => content.Autonomy, EntryWords.Of).Material().Needed("Say what the system does by itself."),
        Line("volume", "Volume", content => content.Volume).Added(),
        Items("consumers", "Consumers downstream", content => content.Consumers).Added(),
        Items("serviceNames", "Service names", content => content.ServiceNames).Added(),
        Prose("fallback", "Fall-back", content => content.Fallback).NeededWhen(content => !IsExperiment(content), "Say what takes over when it stops."),
        Choice("mayStop", "May stop", content => content.MayStop, EntryWords.Of).Material().Needed("Say whether it may be stopped."),
        Shared,

        Prose("hypothesis", "Hypothesis", content => content.Hypothesis).Added().NeededWhen(IsExperiment, "Say what the experiment is to find out."),
        Choice("experimentData", "Data of the experiment", content => content.ExperimentData, EntryWords.Of).Added()
            .NeededWhen(IsExperiment, "Say which data it learns from: synthetic or masked."),

        Items("dataSources", "Data sources", content => content.DataSources).Needed("Name at least one data source."),
        Choice("personalData", "Personal data", content => content.PersonalData, EntryWords.Of).Material().Needed("Say whether it uses personal data."),
        Line("legalBasis", "Legal basis", content => content.LegalBasis).Added(),
        Choice("dataClass", "Data classification", content => content.DataClass, EntryWords.Of).Added(),
        Line("retention", "Retention", content => content.Retention).Added(),
        Prose("knownLimitations", "Known limitations", content => content.KnownLimitations).Needed("Write down known limitations and failure modes."),
        Attached,

        Answered,
        Choice("proposedTier", "Proposed tier", content => content.ProposedTier, EntryWords.Of).Material().Lacking(TooLow),
        Prose("tierReason", "Reason for the tier", content => content.TierReason)
            .NeededWhen(content => content.ProposedTier > content.Classify().Tier, "Say why the tier should be higher than the answers give."),
    ];

    public static IReadOnlyList<FieldChange> Changes(EntryContent before, EntryContent after, Func<PersonId, string> nameOf) =>
    [
        .. All.Select(field => new FieldChange(field.Key, field.Label, field.Materiality, field.Text(before, nameOf), field.Text(after, nameOf)))
            .Where(change => change.Before != change.After),
    ];

    public static string LabelOf(string key) => All.Single(field => field.Key == key).Label;

    private static EntryField Grid => new("raci", "Responsibilities")
    {
        Text = (content, _) => string.Join("\n", content.Raci.Cells.Select(cell => $"{EntryWords.Of(cell.Activity)}: {EntryWords.Of(cell.Party)} {EntryWords.Of(cell.Part)}")),
        Canonical = content => content.Raci.IsEmpty ? null : content.Raci.ToCanonical(),
        LeftOutWhenEmpty = true,
        Problems = content => content.Raci.Problems,
    };

    private static EntryField Shared => new("uses", "Uses of other systems")
    {
        Text = (content, _) => string.Join("\n", content.Uses.Select(use => $"{use.System} {use.Version}")),
        Canonical = content => content.Uses.Count == 0 ? null
            : CanonicalJson.List([.. content.Uses.Select(use => (CanonicalValue)CanonicalJson.Object(("system", use.System), ("version", use.Version)))]),
        LeftOutWhenEmpty = true,
        Problems = content => EntryLimits.UseProblems(content.Uses),
    };

    private static EntryField Attached => new("documents", "Documents")
    {
        Text = (content, _) => string.Join("\n", content.Documents.Select(document => document.Name)),
        Canonical = content => content.Documents.Count == 0 ? null
            : CanonicalJson.List([.. content.Documents.Select(document => (CanonicalValue)CanonicalJson.Object(("name", document.Name), ("size", document.Size), ("digest", document.Digest.Text)))]),
        LeftOutWhenEmpty = true,
        Problems = content => EntryLimits.DocumentProblems(content.Documents),
    };

    private static EntryField Answered => new EntryField("answers", "Risk questions")
    {
        Text = (content, _) => AnswerText(content.Answers),
        Canonical = content => content.Answers.IsEmpty ? null : content.Answers.ToCanonical(),
        LeftOutWhenEmpty = true,
    }.Lacking(content => content.Classify().Missing.Count switch
    {
        0 => null,
        1 => "One of the risk questions is open.",
        var open => $"{open} of the risk questions are open.",
    });

    private static string AnswerText(Answers answers) => string.Join("\n", Questionnaires.Of(answers.Questionnaire).Questions.Asked(answers).Where(asked => !asked.IsMissing)
        .Select(asked => $"{asked.Question.Text} {string.Join("; ", asked.Offered.Where(choice => asked.Chosen.Contains(choice.Value)).Select(choice => choice.Text))}"));

    private static string? TooLow(EntryContent content) =>
        content.ProposedTier is { } proposed && content.Classify().Tier is { } scored && proposed < scored
            ? $"The answers give Tier {EntryWords.Of(scored)}: propose that or a higher one. Only risk can confirm a lower one." : null;

    private static bool IsExperiment(EntryContent content) => content.Lane == Lane.Experiment;
}
