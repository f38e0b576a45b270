using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

public sealed record DelegationLine(
    DelegationId Id, PersonLine From, PersonLine To, SystemId? System, DateTimeOffset Begins, DateTimeOffset Ends, string Reason, DateTimeOffset? TakenBackAt, bool Holds, bool Over);

/// <summary>Who decides in whose place.</summary>
public sealed class DelegationQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, TimeProvider time)
{
    /// <summary>What this person delegated or was delegated, the newest first.</summary>
    public async Task<IReadOnlyList<DelegationLine>> Of(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Lines(await db.Delegations.AsNoTracking().Where(row => row.From == person || row.To == person).OrderByDescending(row => row.Begins).ThenByDescending(row => row.Id).Take(PageRequest.MostRows).ToListAsync(ct), ct);
    }

    /// <summary>Everybody's delegations that are not over, for administrators and auditors.</summary>
    public async Task<IReadOnlyList<DelegationLine>> Current(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Lines(await db.Delegations.AsNoTracking().Where(row => row.Ends > now).OrderBy(row => row.Begins).ThenBy(row => row.Id).ToListAsync(ct), ct);
    }

    /// <summary>Those that held at an instant, by when they began.</summary>
    public async Task<IReadOnlyList<DelegationLine>> Held(DateTimeOffset at, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Lines(await db.Delegations.AsNoTracking().Where(row => row.Begins <= at && row.Ends > at).OrderBy(row => row.Begins).ThenBy(row => row.Id).ToListAsync(ct), ct);
    }

    /// <summary>In whose place this person decides on a system now.</summary>
    internal static async Task<IReadOnlyList<PersonId>> DelegatorsOf(PortalDb db, PersonId to, SystemId system, DateTimeOffset now, CancellationToken ct) =>
        await db.Delegations.AsNoTracking().Where(row => row.To == to && row.Begins <= now && row.Ends > now && (row.System == null || row.System == system))
            .OrderBy(row => row.Begins).ThenBy(row => row.Id).Select(row => row.From).ToListAsync(ct);

    private async Task<IReadOnlyList<DelegationLine>> Lines(IReadOnlyList<Delegation> rows, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var names = await people.ById(rows.SelectMany(row => new[] { row.From, row.To }), ct);
        return [.. rows.Select(row => new DelegationLine(row.Id, names[row.From], names[row.To], row.System, row.Begins, row.Ends, row.Reason, row.TakenBackAt, row.Holds(now), row.IsOver(now)))];
    }
}
