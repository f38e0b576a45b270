using System.Security.Cryptography;
using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>
/// What an entry says about a person, so that it can be forgotten while the entry stays: sealed under the person's key, and a commitment,
/// SHA-256 over the plain bytes with 32 random ones in them, by which who was told the plain text can prove that it is what was recorded.
/// </summary>
public sealed record PersonalData(PersonId About, byte[] Box, Digest Commitment)
{
    internal CanonicalValue ToJson() => CanonicalJson.Object(("about", About.ToString()), ("box", Convert.ToBase64String(Box)), ("commitment", Commitment.Text));

    /// <summary>Null when the entry has none.</summary>
    internal static PersonalData? In(byte[] entry) =>
        CanonicalJson.Parse(entry) is CanonicalValue.Object whole && whole["personal"] is CanonicalValue.Object personal
        && personal["about"] is CanonicalValue.Text { Value: var about } && Guid.TryParseExact(about, "D", out var id)
        && personal["box"] is CanonicalValue.Text { Value: var box }
        && personal["commitment"] is CanonicalValue.Text { Value: var commitment } && Digest.TryParse(commitment) is { } digest
            ? new(new PersonId(id), Convert.FromBase64String(box), digest)
            : null;
}

/// <summary>Seals what entries say about people, each person's under a key of their own, and opens it again while that key is there.</summary>
public sealed class PersonKeys(SealingKey sealing)
{
    private const int KeySize = 32;
    private const int SaltSize = 32;

    public async Task<PersonalData> Seal(PortalDb db, PersonId about, IReadOnlyDictionary<string, string> fields, DateTimeOffset now, CancellationToken ct)
    {
        var plain = CanonicalJson.Object(
            ("fields", CanonicalJson.Object([.. fields.Select(field => (field.Key, (CanonicalValue?)field.Value))])),
            ("salt", Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltSize)))).ToBytes();
        return new(about, Sealed.Seal(await KeyOf(db, about, now, ct), plain, Purpose(about)), Digest.Of(plain));
    }

    /// <summary>Null when the key is erased, or does not open the box.</summary>
    internal async Task<IReadOnlyDictionary<string, string>?> Open(PortalDb db, PersonalData data, CancellationToken ct)
    {
        if (await db.PersonKeys.FindAsync([data.About], ct) is not { } row)
            return null;

        try
        {
            var plain = Sealed.Open(sealing.Unseal(row.Box, Purpose(data.About)), data.Box, Purpose(data.About));
            return Digest.Of(plain) == data.Commitment && CanonicalJson.Parse(plain) is CanonicalValue.Object whole && whole["fields"] is CanonicalValue.Object fields
                ? fields.Members.ToDictionary(member => member.Name, member => (member.Value as CanonicalValue.Text)?.Value ?? "")
                : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private async Task<byte[]> KeyOf(PortalDb db, PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.PersonKeys.FindAsync([person], ct) is { } row)
            return sealing.Unseal(row.Box, Purpose(person));

        var key = RandomNumberGenerator.GetBytes(KeySize);
        db.PersonKeys.Add(new PersonKey(person, sealing.Seal(key, Purpose(person)), now));
        return key;
    }

    private static string Purpose(PersonId person) => $"ledger/person/{person}";
}
