using Portal.Ledger;
using Portal.Shared;

namespace Portal.Register;

/// <summary>One digest over all that an entry says: what the ledger keeps, and what risk accepts or returns.</summary>
public static class EntryDigest
{
    public static Digest Of(EntryContent content) => Digest.Of(CanonicalJson.Object(
        ("name", content.Name),
        ("kind", content.Kind?.ToString()),
        ("applicationType", content.ApplicationType),
        ("lane", content.Lane?.ToString()),
        ("legalEntity", content.LegalEntity),
        ("countries", List(content.Countries)),
        ("businessOwner", content.BusinessOwner?.ToString()),
        ("technicalOwner", content.TechnicalOwner?.ToString()),
        ("accountableExecutive", content.AccountableExecutive?.ToString()),
        ("department", content.Department),
        ("purpose", content.Purpose),
        ("peopleAffected", content.PeopleAffected),
        ("humanInvolvement", content.HumanInvolvement?.ToString()),
        ("autonomy", content.Autonomy?.ToString()),
        ("fallback", content.Fallback),
        ("mayStop", content.MayStop?.ToString()),
        ("dataSources", List(content.DataSources)),
        ("personalData", content.PersonalData?.ToString()),
        ("knownLimitations", content.KnownLimitations),
        ("proposedTier", content.ProposedTier?.ToString()),
        ("tierReason", content.TierReason)).ToBytes());

    private static CanonicalValue List(IEnumerable<string> items) => CanonicalJson.List([.. items.Select(item => (CanonicalValue)item)]);
}
