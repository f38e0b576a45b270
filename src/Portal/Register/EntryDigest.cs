using Portal.Ledger;
using Portal.Shared;

namespace Portal.Register;

/// <summary>One digest over all that an entry says: what the ledger keeps, and what risk accepts or returns.</summary>
public static class EntryDigest
{
    public static Digest Of(EntryContent content) => Digest.Of(CanonicalJson.Object(
        [.. EntryFields.All.Where(field => !field.LeftOutWhenEmpty || field.Text(content, static _ => "somebody").Length > 0).Select(field => (field.Key, field.Canonical(content)))]).ToBytes());
}
