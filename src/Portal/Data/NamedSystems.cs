using Microsoft.EntityFrameworkCore;
using Portal.Shared;

namespace Portal.Data;

/// <summary>Systems as far as everybody may name them, and the people that their entries name; for capabilities that use no register.</summary>
internal static class NamedSystems
{
    /// <summary>As the register shows them. Of a past day by the name that was published then.</summary>
    public static IQueryable<NamedSystem> Of(PortalDb db, AsOf asOf)
    {
        var at = asOf.At;
        return
            from system in db.Systems.AsNoTracking()
            join revision in db.Revisions.AsNoTracking() on new { system.Id, Number = system.ShownNumber } equals new { Id = revision.System, revision.Number }
            select new NamedSystem
            {
                Id = system.Id,
                Code = system.Code,
                Name = at == null ? system.Shown.Name
                    : db.Revisions.Where(then => then.System == system.Id && then.ValidFrom <= at && (then.ValidTo == null || then.ValidTo > at)).Select(then => then.Content.Name).FirstOrDefault() ?? system.Shown.Name,
                FiledBy = system.FiledBy,
                BusinessOwner = revision.Content.BusinessOwner,
                TechnicalOwner = revision.Content.TechnicalOwner,
                AccountableExecutive = revision.Content.AccountableExecutive,
            };
    }

    public static Task<NamedSystem?> Find(PortalDb db, string code, CancellationToken ct) =>
        Of(db, AsOf.Now).SingleOrDefaultAsync(system => system.Code == code, ct);

    public static Task<NamedSystem?> Find(PortalDb db, SystemId id, CancellationToken ct) =>
        Of(db, AsOf.Now).SingleOrDefaultAsync(system => system.Id == id, ct);

    public static async Task<IReadOnlyDictionary<SystemId, NamedSystem>> ById(PortalDb db, IEnumerable<SystemId> systems, AsOf asOf, CancellationToken ct)
    {
        var ids = systems.Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<SystemId, NamedSystem>() : await Of(db, asOf).Where(system => ids.Contains(system.Id)).ToDictionaryAsync(system => system.Id, ct);
    }
}

internal sealed class NamedSystem
{
    public required SystemId Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public required PersonId FiledBy { get; init; }

    public required PersonId? BusinessOwner { get; init; }

    public required PersonId? TechnicalOwner { get; init; }

    public required PersonId? AccountableExecutive { get; init; }

    public bool IsOwnedBy(PersonId person) => person == FiledBy || person == BusinessOwner || person == TechnicalOwner;
}
