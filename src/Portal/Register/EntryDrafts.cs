using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies.Classification;
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

    /// <summary>What is wrong with content even as a draft: limits, and people, versions and files that do not exist.</summary>
    public static async Task<IReadOnlyList<Fault>> FaultsOf(EntryContent content, AiSystem? of, PortalDb db, CancellationToken ct)
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
            .. await UseFaults(content.Uses, of, db, ct),
            .. await DocumentFaults(content.Documents, of, db, ct),
        ];
    }

    private static async Task<IReadOnlyList<Fault>> UseFaults(IReadOnlyList<SharedUse> uses, AiSystem? of, PortalDb db, CancellationToken ct)
    {
        List<Fault> faults = [];
        foreach (var use in uses.Where(use => use.System.Length > 0 && use.Version.Length > 0).Take(EntryLimits.Items))
        {
            if (use.System == of?.Code)
                faults.Add(new Fault("uses", "A system does not use itself."));
            else if (!await VersionStages.Exists(db, use.System, use.Version, ct))
                faults.Add(new Fault("uses", $"{use.System} has no version {use.Version}."));
        }

        return faults;
    }

    private static async Task<IReadOnlyList<Fault>> DocumentFaults(IReadOnlyList<AttachedDocument> documents, AiSystem? of, PortalDb db, CancellationToken ct)
    {
        if (documents.Count == 0)
            return [];

        var digests = documents.Select(document => document.Digest).ToList();
        var stored = of is null ? [] : await db.StoredDocuments.Where(row => row.System == of.Id && digests.Contains(row.Digest)).Select(row => new { row.Digest, row.Size }).ToListAsync(ct);
        return [.. documents.Where(document => !stored.Any(row => row.Digest == document.Digest && row.Size == document.Size))
            .Select(document => new Fault("documents", $"{document.Name} was not put for this entry, or is another file."))];
    }

    public static IReadOnlyDictionary<string, string> Details(int revision) =>
        new Dictionary<string, string> { ["revision"] = revision.ToString(CultureInfo.InvariantCulture) };

    public static IReadOnlyDictionary<string, string> Details(EntryPublished published, RiskTier tier, LegalClass legalClass) => new Dictionary<string, string>(Details(published.Revision))
    {
        ["tier"] = tier.ToString(),
        ["legalClass"] = legalClass.ToString(),
        ["material"] = published.MaterialChange ? "yes" : "no",
    };
}
