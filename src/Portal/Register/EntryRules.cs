using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// What an entry needs before it can be submitted; drafts may lack anything but a name. Material fields are needed because
/// decisions rest on them. An experiment never reaches people, so it needs no fall-back.
/// </summary>
public static class EntryRules
{
    public static IReadOnlyList<Fault> FaultsOf(EntryContent content) =>
    [
        .. Required("name", content.Name, "Give the system a name."),
        .. Required("kind", content.Kind, "Say what kind of system it is."),
        .. Required("lane", content.Lane, "Choose the lane: governed or experiment."),
        .. Required("legalEntity", content.LegalEntity, "Name the legal entity that runs it."),
        .. Required("countries", content.Countries, "Name the countries of the people affected."),
        .. Required("businessOwner", content.BusinessOwner, "Name the business owner."),
        .. Required("technicalOwner", content.TechnicalOwner, "Name the technical owner."),
        .. content.MayStop == MayStop.NotWithoutExecutive
            ? Required("accountableExecutive", content.AccountableExecutive, "Name the executive without whom it may not be stopped.") : [],
        .. Required("department", content.Department, "Name the department."),
        .. Required("purpose", content.Purpose, "Say what the system is for."),
        .. Required("peopleAffected", content.PeopleAffected, "Say who is affected."),
        .. Required("humanInvolvement", content.HumanInvolvement, "Say how people are involved."),
        .. Required("autonomy", content.Autonomy, "Say what the system does by itself."),
        .. content.Lane != Lane.Experiment ? Required("fallback", content.Fallback, "Say what takes over when it stops.") : [],
        .. Required("mayStop", content.MayStop, "Say whether it may be stopped."),
        .. Required("dataSources", content.DataSources, "Name at least one data source."),
        .. Required("personalData", content.PersonalData, "Say whether it uses personal data."),
        .. Required("knownLimitations", content.KnownLimitations, "Write down known limitations and failure modes."),
        .. Required("proposedTier", content.ProposedTier, "Propose a tier."),
        .. Required("tierReason", content.TierReason, "Say why this tier."),
    ];

    private static IEnumerable<Fault> Required(string field, string value, string message) =>
        string.IsNullOrWhiteSpace(value) ? [new Fault(field, message)] : [];

    private static IEnumerable<Fault> Required(string field, IReadOnlyList<string> value, string message) =>
        value.Count == 0 ? [new Fault(field, message)] : [];

    private static IEnumerable<Fault> Required<T>(string field, T? value, string message) where T : struct =>
        value is null ? [new Fault(field, message)] : [];
}
