using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>Rows of one table, many at once, in the SQL that both databases share: what is there already takes the new values.</summary>
internal static class BulkRows
{
    // SQLite takes 32,766 parameters in a statement, PostgreSQL twice as many.
    private const int MostParameters = 8000;

    /// <param name="db">With a transaction.</param>
    /// <param name="table">Its name.</param>
    /// <param name="key">The columns that name a row, first in each row.</param>
    /// <param name="others">The columns after them; those that are not to change in a row that is there are in <paramref name="kept"/>.</param>
    /// <param name="kept">Columns that stay as they are where a row is there already.</param>
    /// <param name="rows">Values in the order of the columns.</param>
    /// <param name="ct">Ends the writing.</param>
    public static async Task Upsert(DbContext db, string table, IReadOnlyList<string> key, IReadOnlyList<string> others, IReadOnlyCollection<string> kept, IReadOnlyCollection<object?[]> rows, CancellationToken ct)
    {
        var columns = key.Concat(others).ToList();
        var changing = others.Except(kept).ToList();
        var end = changing.Count == 0 ? "DO NOTHING" : $"DO UPDATE SET {string.Join(", ", changing.Select(column => $"\"{column}\" = excluded.\"{column}\""))}";
        foreach (var chunk in rows.Chunk(MostParameters / columns.Count))
        {
            await using var command = Command(db, chunk, columns.Count, $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ", $" ON CONFLICT ({Names(key)}) {end}");
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static DbCommand Command(DbContext db, object?[][] rows, int columns, string begin, string end)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction is { } transaction ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction) : null;
        var text = new StringBuilder(begin);
        foreach (var (number, row) in rows.Index())
        {
            text.Append(number == 0 ? "(" : ", (");
            foreach (var (place, value) in row.Index())
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ($"@p{(number * columns) + place}", value ?? DBNull.Value);
                command.Parameters.Add(parameter);
                text.Append(place == 0 ? "" : ", ").Append(parameter.ParameterName);
            }

            text.Append(')');
        }

        command.CommandText = text.Append(end).ToString();
        return command;
    }

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));
}
