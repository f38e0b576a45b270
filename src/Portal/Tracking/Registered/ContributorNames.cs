using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>Who is meant by the names that a run carries: people by address or sign-in name, and names that are nobody's.</summary>
internal sealed record ContributorNames(IReadOnlyList<PersonId> Known, IReadOnlyList<string> Strangers)
{
    public static async Task<ContributorNames> Of(PortalDb db, IReadOnlyList<string> names, CancellationToken ct)
    {
        var wanted = names.Select(name => name.ToUpperInvariant()).Distinct().ToList();
        if (wanted.Count == 0)
            return new([], []);

        var found = await db.Users.AsNoTracking()
            .Where(user => wanted.Contains(user.NormalizedEmail ?? "") || wanted.Contains(user.NormalizedUserName ?? ""))
            .Select(user => new { user.Id, user.NormalizedEmail, user.NormalizedUserName }).ToListAsync(ct);
        return new(
            [.. found.Select(user => new PersonId(user.Id))],
            [.. names.Where(name => !found.Exists(user => name.ToUpperInvariant() == user.NormalizedEmail || name.ToUpperInvariant() == user.NormalizedUserName)).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }
}
