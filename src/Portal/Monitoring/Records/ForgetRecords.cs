using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>Deletes records that are older than the policy keeps those of their system's tier; what is contested stays until it is reviewed.</summary>
public sealed class ForgetRecords(IDbContextFactory<PortalDb> dbs, IDbContextFactory<RecordsDb> records, EraseSubject erase, TimeProvider time)
{
    private const int AtOnce = 5000;

    public async Task Run(CancellationToken ct)
    {
        await erase.Again(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var rules = (await db.PolicyAt(now, ct))?.Records ?? RecordRules.UnlessTold;
        foreach (var system in await db.Systems.AsNoTracking().Select(row => new { row.Id, row.Tier }).ToListAsync(ct))
            await Forget(db, system.Id, RecordId.LowestOf(now.AddDays(-rules.Of(system.Tier).Days)), ct);
    }

    private async Task Forget(PortalDb db, SystemId system, RecordId before, CancellationToken ct)
    {
        var contested = await db.ContestCases.Where(row => row.System == system && row.Outcome == null).Select(row => row.Record).ToListAsync(ct);
        int deleted;
        do
        {
            await using var store = await records.CreateDbContextAsync(ct);
            var old = await store.Records.Where(row => row.System == system && row.Id.CompareTo(before) < 0 && !contested.Contains(row.Id)).OrderBy(row => row.Id).Select(row => row.Id).Take(AtOnce).ToListAsync(ct);
            var last = old.Count == 0 ? default : old[^1];
            deleted = old.Count == 0 ? 0 : await store.WriteAsync(() => store.Records.Where(row => row.System == system && row.Id.CompareTo(last) <= 0 && !contested.Contains(row.Id)).ExecuteDeleteAsync(ct), ct);
        }
        while (deleted > 0);

        await using var reactions = await records.CreateDbContextAsync(ct);
        if (await reactions.Reactions.AnyAsync(row => row.System == system && row.Id.CompareTo(before) < 0, ct))
            await reactions.WriteAsync(() => reactions.Reactions.Where(row => row.System == system && row.Id.CompareTo(before) < 0).ExecuteDeleteAsync(ct), ct);
    }
}
