using static Portal.Register.Import.ImportField;

namespace Portal.Register.Import;

/// <summary>
/// The fields that columns can fill, in the order in which people meet them. Not among them is what has no place in one cell or is
/// told in the portal itself: the grid of responsibilities, uses of other systems, documents and the answers that classify.
/// </summary>
public static class ImportFields
{
    private static readonly char[] Lists = [';', '|', '\n'];
    private static readonly char[] Countries = [',', ';', '|', '\n'];

    public static IReadOnlyList<ImportField> All { get; } =
    [
        Text("name", (content, text) => content with { Name = text }),
        Choice<SystemKind>("kind", EntryWords.Of, (content, kind) => content with { Kind = kind }),
        Text("applicationType", (content, text) => content with { ApplicationType = text }),
        Choice<Lane>("lane", EntryWords.Of, (content, lane) => content with { Lane = lane }),
        Text("legalEntity", (content, text) => content with { LegalEntity = text }),
        Items("countries", "A list, by comma or semicolon", Countries, (content, items) => content with { Countries = items }),
        Day("temporaryUntil", (content, day) => content with { TemporaryUntil = day }),

        Person("businessOwner", (content, person) => content with { BusinessOwner = person }),
        Person("technicalOwner", (content, person) => content with { TechnicalOwner = person }),
        Person("accountableExecutive", (content, person) => content with { AccountableExecutive = person }),
        Text("department", (content, text) => content with { Department = text }),
        Text("vendor", (content, text) => content with { Vendor = text }),

        Text("purpose", (content, text) => content with { Purpose = text }),
        Text("intendedOutcome", (content, text) => content with { IntendedOutcome = text }),
        Text("outputType", (content, text) => content with { OutputType = text }),
        Text("peopleAffected", (content, text) => content with { PeopleAffected = text }),
        Choice<HumanInvolvement>("humanInvolvement", EntryWords.Of, (content, involvement) => content with { HumanInvolvement = involvement }),
        Choice<Autonomy>("autonomy", EntryWords.Of, (content, autonomy) => content with { Autonomy = autonomy }),
        Text("volume", (content, text) => content with { Volume = text }),
        Items("consumers", "A list, by semicolon", Lists, (content, items) => content with { Consumers = items }),
        Items("serviceNames", "A list, by semicolon", Lists, (content, items) => content with { ServiceNames = items }),
        Text("fallback", (content, text) => content with { Fallback = text }),
        Choice<MayStop>("mayStop", EntryWords.Of, (content, mayStop) => content with { MayStop = mayStop }),

        Text("hypothesis", (content, text) => content with { Hypothesis = text }),
        Choice<ExperimentData>("experimentData", EntryWords.Of, (content, data) => content with { ExperimentData = data }),

        Items("dataSources", "A list, by semicolon", Lists, (content, items) => content with { DataSources = items }),
        Choice<PersonalData>("personalData", EntryWords.Of, (content, data) => content with { PersonalData = data }),
        Text("legalBasis", (content, text) => content with { LegalBasis = text }),
        Choice<DataClass>("dataClass", EntryWords.Of, (content, data) => content with { DataClass = data }),
        Text("retention", (content, text) => content with { Retention = text }),
        Text("knownLimitations", (content, text) => content with { KnownLimitations = text }),

        Choice<Shared.RiskTier>("proposedTier", EntryWords.Of, (content, tier) => content with { ProposedTier = tier }),
        Text("tierReason", (content, text) => content with { TierReason = text }),
    ];

    public static ImportField? Find(string? key) => All.FirstOrDefault(field => field.Key == key);
}
