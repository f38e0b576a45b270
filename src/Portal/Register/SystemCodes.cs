using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Systems by their codes and codes by their systems, for what names systems without showing their entries.</summary>
public sealed class SystemCodes(IDbContextFactory<PortalDb> dbs)
{
    /// <summary>A code that no system has is not in the answer.</summary>
    public async Task<IReadOnlyDictionary<string, SystemId>> Of(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Systems.AsNoTracking().Where(system => codes.Contains(system.Code)).ToDictionaryAsync(system => system.Code, system => system.Id, ct);
    }

    public async Task<IReadOnlyDictionary<SystemId, string>> Of(IReadOnlyCollection<SystemId> systems, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Systems.AsNoTracking().Where(system => systems.Contains(system.Id)).ToDictionaryAsync(system => system.Id, system => system.Code, ct);
    }
}
