using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Portal.Data.Backups;

/// <summary>The tables of one instant as PostgreSQL's own binary copies, and back into tables that are empty.</summary>
internal static class PostgresCopy
{
    public static async Task<IReadOnlyList<BackedUpTable>> Export(PortalDb db, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var connection = (NpgsqlConnection)transaction.GetDbTransaction().Connection!;
        var tables = await Tables(db, ct);
        foreach (var table in tables)
        {
            await using var file = File.Create(FileOf(folder, table));
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY {Target(table)} TO STDOUT (FORMAT BINARY)", ct);
            await rows.CopyToAsync(file, ct);
        }

        return tables;
    }

    /// <summary>In one transaction: what was seeded goes, what was backed up comes, numbers go on behind it.</summary>
    public static async Task Import(PortalDb db, IReadOnlyList<BackedUpTable> tables, Func<BackedUpTable, Stream> open, CancellationToken ct)
    {
        var known = (await Tables(db, ct)).ToDictionary(table => table.Name);
        foreach (var table in tables)
            if (!known.TryGetValue(table.Name, out var there) || !table.Columns.Order().SequenceEqual(there.Columns.Order()))
                throw new BackupException($"The table {table.Name} of the backup is not one of the portal's.");

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)transaction.GetDbTransaction().Connection!;
        var order = await ParentsFirst(db, tables, ct);
        await Execute(connection, $"ALTER TABLE {Quoted(LedgerTables.Head)} DISABLE TRIGGER USER", ct);
        foreach (var table in order.Reverse())
            await Execute(connection, $"DELETE FROM {Quoted(table.Name)}", ct);
        foreach (var table in order)
        {
            await using var rows = open(table);
            await using var target = await connection.BeginRawBinaryCopyAsync($"COPY {Target(table)} FROM STDIN (FORMAT BINARY)", ct);
            await rows.CopyToAsync(target, ct);
        }

        await Execute(connection, $"ALTER TABLE {Quoted(LedgerTables.Head)} ENABLE TRIGGER USER", ct);
        foreach (var (table, column) in await Numbered(db, ct))
            await Execute(connection, $"SELECT setval(pg_get_serial_sequence('{Quoted(table)}', '{column}'), (SELECT COALESCE(MAX({Quoted(column)}), 0) + 1 FROM {Quoted(table)}), false)", ct);
        await transaction.CommitAsync(ct);
    }

    public static string NameOf(BackedUpTable table) => $"{BackupManifest.Tables}{table.Name}.copy";

    public static string FileOf(string folder, BackedUpTable table) => Path.Combine(folder, table.Name + ".copy");

    private static async Task<IReadOnlyList<BackedUpTable>> Tables(PortalDb db, CancellationToken ct)
    {
        var columns = await db.Database.SqlQuery<ColumnRow>($"""
            SELECT c.table_name::text AS "Table", c.column_name::text AS "Column" FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name <> '__EFMigrationsHistory' ORDER BY c.table_name, c.ordinal_position
            """).ToListAsync(ct);
        return [.. columns.GroupBy(row => row.Table, row => row.Column).Select(table => new BackedUpTable(table.Key, [.. table]))];
    }

    private static async Task<IReadOnlyList<BackedUpTable>> ParentsFirst(PortalDb db, IReadOnlyList<BackedUpTable> tables, CancellationToken ct)
    {
        var parents = (await db.Database.SqlQuery<ColumnRow>($"""
            SELECT c.relname::text AS "Table", p.relname::text AS "Column" FROM pg_constraint f
            JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid WHERE f.contype = 'f' AND f.conrelid <> f.confrelid
            """).ToListAsync(ct)).ToLookup(row => row.Table, row => row.Column);
        List<BackedUpTable> order = [];
        HashSet<string> visited = [];
        foreach (var table in tables)
            Visit(table.Name);
        return order;

        void Visit(string name)
        {
            if (!visited.Add(name))
                return;

            foreach (var parent in parents[name])
                Visit(parent);
            order.AddRange(tables.Where(table => table.Name == name));
        }
    }

    private static async Task<IReadOnlyList<(string Table, string Column)>> Numbered(PortalDb db, CancellationToken ct) =>
        [.. (await db.Database.SqlQuery<ColumnRow>($"""
            SELECT table_name::text AS "Table", column_name::text AS "Column" FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'
            """).ToListAsync(ct)).Select(row => (row.Table, row.Column))];

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Target(BackedUpTable table) => $"{Quoted(table.Name)} ({string.Join(", ", table.Columns.Select(Quoted))})";

    private static string Quoted(string name) => new NpgsqlCommandBuilder().QuoteIdentifier(name);

    private sealed record ColumnRow(string Table, string Column);
}
