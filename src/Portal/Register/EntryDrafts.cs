using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>What the use cases of an entry share: finding it, and checking what is written into it.</summary>
internal static class EntryDrafts
{
    /// <summary>
    /// The entry to change, with its revisions. Its version counts whatever part of it changes, also when only a revision does
    /// and within one tick of the clock.
    /// </summary>
    public static async Task<AiSystem?> ToChange(string code, PortalDb db, CancellationToken ct)
    {
        var system = await db.Systems.Include(system => system.Revisions).SingleOrDefaultAsync(system => system.Code == code, ct);
        if (system is not null)
            db.Entry(system).Property(row => row.ChangedAt).IsModified = true;
        return system;
    }

    /// <summary>What is wrong with content even as a draft: limits, and people who do not exist.</summary>
    public static async Task<IReadOnlyList<Fault>> FaultsOf(EntryContent content, PortalDb db, CancellationToken ct)
    {
        var named = new (string Field, PersonId? Person)[]
        {
            ("businessOwner", content.BusinessOwner),
            ("technicalOwner", content.TechnicalOwner),
            ("accountableExecutive", content.AccountableExecutive),
        };
        var ids = named.Where(entry => entry.Person is not null).Select(entry => entry.Person.GetValueOrDefault().Value).ToList();
        var known = await db.Users.Where(user => ids.Contains(user.Id)).Select(user => user.Id).ToListAsync(ct);
        return
        [
            .. EntryLimits.FaultsOf(content),
            .. named.Where(entry => entry.Person is { } person && !known.Contains(person.Value))
                .Select(entry => new Fault(entry.Field, "Nobody with this id has an account.")),
        ];
    }

    public static IReadOnlyDictionary<string, string> Details(int revision) =>
        new Dictionary<string, string> { ["revision"] = revision.ToString(CultureInfo.InvariantCulture) };

    public static IReadOnlyDictionary<string, string> Details(EntryPublished published, RiskTier tier) => new Dictionary<string, string>(Details(published.Revision))
    {
        ["tier"] = tier.ToString(),
        ["material"] = published.MaterialChange ? "yes" : "no",
    };
}
