using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Ledger.Checkpoints;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>Writes entries that mean nothing, and does to the ledger what somebody with the database's password could.</summary>
internal static class Scribe
{
    public static readonly Actor Portal = Actor.System("test");

    public static async Task Append(this House house, int entries, Actor? actor = null)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        for (var entry = 0; entry < entries; entry++)
            db.Record(new EntryDraft(actor ?? Portal, house.Time.GetUtcNow(), "act.done", "AIS-0001") { Reason = $"Reason {entry}" });
        await db.SaveChangesAsync();
    }

    /// <summary>As somebody who holds the file, or is PostgreSQL's administrator: the guards are out of the way for a moment.</summary>
    public static async Task TamperWith(this House house, FormattableString sql)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlRawAsync("SET session_replication_role = replica");
            await db.Database.ExecuteSqlAsync(sql);
            await db.Database.ExecuteSqlRawAsync("RESET session_replication_role");
            return;
        }

        var guards = await db.Database.SqlQuery<string>($"SELECT sql AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync();
        foreach (var drop in await db.Database.SqlQuery<string>($"SELECT 'DROP TRIGGER ' || name AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync())
            await db.Database.ExecuteSqlRawAsync(drop);
        await db.Database.ExecuteSqlAsync(sql);
        foreach (var guard in guards)
            await db.Database.ExecuteSqlRawAsync(guard);
    }

    public static Task Tamper(this House house, string sql) => house.TamperWith(FormattableStringFactory.Create(sql));

    /// <summary>What the worker does in a turn.</summary>
    public static Task<Result<Done>> Sign(this House house) => house.Get<MakeCheckpoint>().Run(default);

    public static async Task<IReadOnlyList<SignedCheckpoint>> Checkpoints(this House house)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        var notes = await db.LedgerCheckpoints.OrderBy(row => row.Size).Select(row => row.Note).ToListAsync();
        return [.. notes.Select(note => SignedCheckpoint.TryParse(note) ?? throw new FormatException(note))];
    }

    public static Task<LedgerVerdict> Verify(this House house) => house.Get<VerifyLedger>().Run(progress: null, default);
}
