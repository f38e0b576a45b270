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

    public static async Task Tamper(this House house, string sql)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

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
