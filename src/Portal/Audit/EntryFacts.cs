using Portal.Ledger;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>What an entry says of its act, read from the bytes that its digest is over.</summary>
public sealed record EntryFacts(long Index, DateTimeOffset Time, PersonId? Person, Through Through, string Action, string Subject, string? Reason, Digest? Before, Digest? After, int? Policy, IReadOnlyDictionary<string, string> Details)
{
    public string this[string detail] => Details.GetValueOrDefault(detail, "");

    public static EntryFacts Of(LedgerEntry entry)
    {
        var whole = CanonicalJson.Parse(entry.Bytes) as CanonicalValue.Object;
        return new EntryFacts(
            entry.Index, entry.Time, entry.Person, entry.Through, entry.Action, entry.Subject, entry.Reason, DigestIn(whole, "before"), DigestIn(whole, "after"),
            whole?["policy"] is CanonicalValue.Integer { Value: var policy } ? (int)policy : null,
            whole?["details"] is CanonicalValue.Object details
                ? details.Members.Where(member => member.Value is CanonicalValue.Text).ToDictionary(member => member.Name, member => ((CanonicalValue.Text)member.Value).Value)
                : new Dictionary<string, string>());
    }

    private static Digest? DigestIn(CanonicalValue.Object? whole, string name) => whole?[name] is CanonicalValue.Text { Value: var text } ? Digest.Parse(text) : null;
}
