using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>
/// The triggers that keep the ledger's tables append-only, whoever writes. Who holds the file, or is PostgreSQL's administrator, can
/// drop them; so verification asks whether they are there.
/// </summary>
internal static class LedgerGuards
{
    private static readonly string[] OnSqlite =
        [.. from table in LedgerTables.All from guard in new[] { "no_update", "no_delete", "no_replace" } select $"{table}_{guard}"];

    private static readonly string[] OnPostgres =
        [.. LedgerTables.All.SelectMany(table => new[] { $"{table}_no_update", $"{table}_no_truncate" }), $"{LedgerTables.Head}_no_delete"];

    /// <summary>The names of those that are not there, or are switched off.</summary>
    public static async Task<IReadOnlyList<string>> Missing(PortalDb db, CancellationToken ct)
    {
        var (wanted, found) = db.Database.IsNpgsql()
            ? (OnPostgres, db.Database.SqlQuery<string>($"""SELECT tgname::text AS "Value" FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"""))
            : (OnSqlite, db.Database.SqlQuery<string>($"""SELECT name AS "Value" FROM sqlite_master WHERE type = 'trigger'"""));
        return [.. wanted.Except(await found.ToListAsync(ct))];
    }
}

/// <summary>The tables that are the ledger.</summary>
internal static class LedgerTables
{
    public const string Entries = "LedgerEntries";
    public const string Checkpoints = "LedgerCheckpoints";
    public const string Tiles = "LedgerTiles";
    public const string Head = "LedgerHead";

    public static readonly string[] All = [Entries, Checkpoints, Tiles, Head];
}
