using Portal.Shared;

namespace Portal.Web.Register.Filing;

/// <summary>One of the six steps of filing and the fields that are asked in it.</summary>
public sealed record FilingStep(string Key, string Title, IReadOnlyList<string> Fields)
{
    public static IReadOnlyList<FilingStep> All { get; } =
    [
        new("system", "System", ["name", "kind", "lane", "applicationType", "legalEntity", "department", "countries", "vendor", "temporaryUntil", "hypothesis", "experimentData"]),
        new("people", "People", ["businessOwner", "technicalOwner", "accountableExecutive", "raci"]),
        new("use", "Use", ["purpose", "intendedOutcome", "outputType", "peopleAffected", "humanInvolvement", "autonomy", "volume", "consumers", "serviceNames", "mayStop", "fallback", "uses"]),
        new("data", "Data and limits", ["dataSources", "personalData", "legalBasis", "dataClass", "retention", "knownLimitations", "documents"]),
        new("risk", "Risk", ["answers", "proposedTier", "tierReason"]),
        new("check", "Check and submit", []),
    ];

    public bool Asks(Fault fault) => Fields.Contains(fault.Field.Split('.', 2)[0]);

    /// <summary>The step in which a field is asked.</summary>
    public static FilingStep Of(string field) => All.First(step => step.Fields.Contains(field.Split('.', 2)[0]));

    public static FilingStep ByKey(string? key) => All.FirstOrDefault(step => step.Key == key) ?? All[0];

    public FilingStep? Next => All.ElementAtOrDefault(Number);

    public FilingStep? Previous => Number > 1 ? All[Number - 2] : null;

    public int Number => All.TakeWhile(step => step.Key != Key).Count() + 1;
}
