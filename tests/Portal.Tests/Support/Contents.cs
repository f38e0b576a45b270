using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Tests.Support;

/// <summary>Every row of every table as text: two states of a database are the same exactly when these are.</summary>
public static class Contents
{
    public static async Task<IReadOnlyList<string>> Of(PortalDb db)
    {
        await db.Database.OpenConnectionAsync();
        var rows = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            await foreach (var row in RowsAsync(db.Database.GetDbConnection(), table))
                rows.Add($"{table}: {row}");
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static async IAsyncEnumerable<string> RowsAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            yield return string.Join('|', values.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : value.ToString()));
        }
    }
}
