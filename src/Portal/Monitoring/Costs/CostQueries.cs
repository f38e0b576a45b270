using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Costs;

/// <summary>Reads prices and what was posted beside them.</summary>
public sealed class CostQueries(IDbContextFactory<PortalDb> dbs)
{
    /// <summary>Every price that there was by then, the newest first; what the portal shipped with last.</summary>
    public async Task<IReadOnlyList<ModelPrice>> Prices(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var prices = db.ModelPrices.AsNoTracking();
        if (asOf.At is { } at)
            prices = prices.Where(price => price.AddedAt <= at);
        return [.. await prices.OrderByDescending(price => price.Number).ToListAsync(ct), .. ShippedPrices.All];
    }

    public async Task<ModelPrice?> Price(int number, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ModelPrices.AsNoTracking().SingleOrDefaultAsync(price => price.Number == number, ct);
    }

    /// <summary>With the code of its system.</summary>
    public async Task<(string System, PostedCost Cost)?> Posted(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from cost in db.PostedCosts.AsNoTracking()
            join system in db.Systems on cost.System equals system.Id
            where cost.Id == id
            select new { system.Code, Cost = cost }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.Code, found.Cost);
    }
}
