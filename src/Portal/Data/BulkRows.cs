using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>Rows of one table, many at once, in the SQL that both databases share: what is there already takes the new values.</summary>
internal static class BulkRows
{
    // PostgreSQL takes 65,535 parameters in a statement. SQLite takes half as many, but looks for each by its name among all of them: of few
    // rows at once, by a statement that is kept, it writes fifty times as many a second.
    private const int MostParameters = 8000;
    private const int RowsOfSqlite = 16;

    /// <param name="db">With a transaction.</param>
    /// <param name="table">Its name.</param>
    /// <param name="key">The columns that name a row, first in each row.</param>
    /// <param name="others">The columns after them; those that are not to change in a row that is there are in <paramref name="kept"/>.</param>
    /// <param name="kept">Columns that stay as they are where a row is there already.</param>
    /// <param name="rows">Values in the order of the columns.</param>
    /// <param name="ct">Ends the writing.</param>
    public static async Task Upsert(DbContext db, string table, IReadOnlyList<string> key, IReadOnlyList<string> others, IReadOnlyCollection<string> kept, IReadOnlyCollection<object?[]> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;

        var columns = key.Concat(others).ToList();
        var changing = others.Except(kept).ToList();
        var end = changing.Count == 0 ? "DO NOTHING" : $"DO UPDATE SET {string.Join(", ", changing.Select(column => $"\"{column}\" = excluded.\"{column}\""))}";
        var begin = $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ";
        var atOnce = Math.Min(rows.Count, db.Database.IsSqlite() ? RowsOfSqlite : MostParameters / columns.Count);
        await using var whole = Command(db, atOnce, columns.Count, begin, $" ON CONFLICT ({Names(key)}) {end}");
        foreach (var chunk in rows.Chunk(atOnce))
        {
            if (chunk.Length == atOnce)
            {
                await Execute(whole, chunk, ct);
                continue;
            }

            await using var rest = Command(db, chunk.Length, columns.Count, begin, $" ON CONFLICT ({Names(key)}) {end}");
            await Execute(rest, chunk, ct);
        }

        (db as PortalDb)?.Wrote(rows.Count);
    }

    private static Task Execute(DbCommand command, object?[][] rows, CancellationToken ct)
    {
        var place = 0;
        foreach (var row in rows)
        {
            foreach (var value in row)
                command.Parameters[place++].Value = value ?? DBNull.Value;
        }

        return command.ExecuteNonQueryAsync(ct);
    }

    private static DbCommand Command(DbContext db, int rows, int columns, string begin, string end)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction is { } transaction ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction) : null;
        var text = new StringBuilder(begin);
        for (var place = 0; place < rows * columns; place++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{place}";
            command.Parameters.Add(parameter);
            text.Append((place, place % columns) switch { (0, _) => "(", (_, 0) => "), (", _ => ", " }).Append(parameter.ParameterName);
        }

        command.CommandText = text.Append(')').Append(end).ToString();
        return command;
    }

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));
}
