using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts.Factors;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Stands for the authenticator app once, when it is lost. Only its hash is kept; 80 random bits need no slow one.</summary>
public sealed class RecoveryCode
{
    public const int HowMany = 10;
    private const int SizeOfSecret = 10;
    private const int LettersOfGroup = 4;

    private RecoveryCode() { }

    private RecoveryCode(PersonId person, string letters, DateTimeOffset now) => (Hash, Person, MadeAt) = (ApiToken.HashOf(letters), person, now);

    public string Hash { get; private set; } = "";

    public PersonId Person { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Makes ten new ones in place of those that were there; this is the one time that they are told.</summary>
    internal static async Task<List<string>> Renew(PortalDb db, PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        await RemoveAll(db, person, ct);
        var all = Enumerable.Range(0, HowMany).Select(_ => Base32.Encode(RandomNumberGenerator.GetBytes(SizeOfSecret))).ToList();
        db.RecoveryCodes.AddRange(all.Select(letters => new RecoveryCode(person, letters, now)));
        return all.ConvertAll(InGroups);
    }

    internal static async Task RemoveAll(PortalDb db, PersonId person, CancellationToken ct) =>
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(code => code.Person == person).ToListAsync(ct));

    /// <summary>Uses one up, however it was typed.</summary>
    internal static async Task<bool> Take(PortalDb db, PersonId person, string typed, DateTimeOffset now, CancellationToken ct)
    {
        var hash = ApiToken.HashOf(new string([.. typed.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]));
        if (await db.RecoveryCodes.SingleOrDefaultAsync(code => code.Hash == hash && code.Person == person && code.UsedAt == null, ct) is not { } code)
            return false;

        code.UsedAt = now;
        return true;
    }

    private static string InGroups(string letters) => string.Join('-', letters.Chunk(LettersOfGroup).Select(group => new string(group)));
}
