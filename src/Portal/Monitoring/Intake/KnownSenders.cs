using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Intake;

/// <summary>
/// Systems, versions and prices as posts name them, in memory until anything governed changes. What is not there is asked of the database
/// before anybody is refused, so what was filed or declared just now counts.
/// </summary>
internal sealed class KnownSenders(IDbContextFactory<PortalDb> dbs)
{
    private Snapshot _known = new(-1);

    public async Task<SystemId?> SystemOf(string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await Now(db, ct);
        if (known.Systems.TryGetValue(code, out var id))
            return id;
        if (await db.Systems.Where(system => system.Code == code).Select(system => (SystemId?)system.Id).SingleOrDefaultAsync(ct) is not { } found)
            return null;

        return known.Systems[code] = found;
    }

    /// <summary>The versions of a system in the order in which the rows first name them.</summary>
    public async Task<Result<VersionId[]>> VersionsOf(SystemId system, string code, NamedRows rows, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await Now(db, ct);
        var ids = new VersionId[rows.Versions.Count];
        for (var index = 0; index < ids.Length; index++)
        {
            if (!known.Versions.TryGetValue((system, rows.Versions[index]), out ids[index]))
                return await Ask(db, known, system, code, rows, ct);
        }

        return ids;
    }

    /// <summary>The number of the last price.</summary>
    public async Task<int> LastPrice(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await Now(db, ct);
        return known.Prices ??= await db.ModelPrices.MaxAsync(price => (int?)price.Number, ct) ?? 0;
    }

    private static async Task<Result<VersionId[]>> Ask(PortalDb db, Snapshot known, SystemId system, string code, NamedRows rows, CancellationToken ct)
    {
        if (!(await VersionsByName.Of(db, system, code, rows, ct)).Succeeded(out var versions, out var unknown))
            return unknown;

        foreach (var (name, version) in rows.Versions.Zip(versions))
            known.Versions[(system, name)] = version;
        return versions;
    }

    /// <summary>The number is read before what it vouches for: a change in between makes the next post ask again.</summary>
    private async ValueTask<Snapshot> Now(PortalDb db, CancellationToken ct)
    {
        var acts = await db.ActsAsync(ct);
        var known = Volatile.Read(ref _known);
        if (known.Acts == acts)
            return known;

        var fresh = new Snapshot(acts);
        Volatile.Write(ref _known, fresh);
        return fresh;
    }

    private sealed class Snapshot(long acts)
    {
        public long Acts { get; } = acts;

        public ConcurrentDictionary<string, SystemId> Systems { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<(SystemId, string), VersionId> Versions { get; } = [];

        public int? Prices { get; set; }
    }
}
