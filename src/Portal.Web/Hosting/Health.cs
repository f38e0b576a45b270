using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;

namespace Portal.Web.Hosting;

/// <summary>Live: the process answers. Ready: it has its database, at the schema it knows, and is not on its way out.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => Results.Json(new { status = "live" }));
        health.MapGet("/ready", Ready);
    }

    private static async Task<IResult> Ready(IDbContextFactory<PortalDb> dbs, IHostApplicationLifetime lifetime, PortalOptions options, CheckpointWorker checkpoints, CancellationToken ct)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return NotReady("The portal is stopping.");

        try
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
                return NotReady("The database has an older schema: run the command 'migrate'.");

            var entries = await db.LedgerHeads.Select(head => head.Size).SingleAsync(ct);
            var engine = options.Database.Provider == DatabaseProvider.Sqlite ? SqliteEngine.Description : "PostgreSQL";

            // That there is an alarm; why is for who may read the log and the audit.
            return Results.Json(new { status = "ready", database = engine, ledgerEntries = entries, ledgerAlarm = checkpoints.Alarm is not null });
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException or IOException)
        {
            return NotReady("The database does not answer.");
        }
    }

    private static IResult NotReady(string why) => Results.Json(new { status = "not ready", why }, statusCode: StatusCodes.Status503ServiceUnavailable);
}
