using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register.Import;

/// <summary>The people behind the addresses that a file names.</summary>
internal sealed class Owners(IReadOnlyDictionary<string, Owner> byAddress)
{
    // A statement takes a bounded number of parameters.
    private const int AddressesAtOnce = 500;

    public Owner? Find(string address) => byAddress.GetValueOrDefault(Normalised(address));

    public static async Task<Owners> Named(IEnumerable<string> addresses, PortalDb db, CancellationToken ct)
    {
        var found = new Dictionary<string, Owner>(StringComparer.Ordinal);
        foreach (var some in addresses.Select(Normalised).Where(address => address.Length > 0).Distinct().Chunk(AddressesAtOnce))
        {
            var rows = await db.Users.AsNoTracking().Where(user => user.NormalizedEmail != null && some.Contains(user.NormalizedEmail))
                .Select(user => new { user.NormalizedEmail, user.Id, user.State }).ToListAsync(ct);
            foreach (var row in rows)
                found[row.NormalizedEmail ?? ""] = new Owner(new PersonId(row.Id), row.State == PersonState.Left);
        }

        return new Owners(found);
    }

    private static string Normalised(string address) => address.Trim().ToUpperInvariant();
}

internal sealed record Owner(PersonId Person, bool HasLeft);
