using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>Makes contexts over the store of decision records; on SQLite it makes the file, too.</summary>
public sealed class RecordsDbFactory : IDbContextFactory<RecordsDb>, IDisposable
{
    public const string File = "records.db";

    private readonly Func<RecordsDb> _make;
    private readonly WriteGate _gate;

    public RecordsDbFactory(DatabaseOptions database, string dataDirectory)
    {
        if (database.Provider == DatabaseProvider.Postgres)
        {
            var options = new DbContextOptionsBuilder<PostgresRecordsDb>().UseNpgsql(database.ConnectionString).Options;
            _gate = WriteGate.Open();
            _make = () => new PostgresRecordsDb(options, _gate);
            return;
        }

        _gate = WriteGate.ForSqlite();
        Path = System.IO.Path.Combine(dataDirectory, File);
        var made = new Lazy<DbContextOptions<SqliteRecordsDb>>(() => Made(Path, _gate));
        _make = () => new SqliteRecordsDb(made.Value, _gate);
    }

    /// <summary>Where the file is; null on PostgreSQL.</summary>
    public string? Path { get; }

    public RecordsDb CreateDbContext() => _make();

    public void Dispose() => _gate.Dispose();

    private static DbContextOptions<SqliteRecordsDb> Made(string path, WriteGate gate)
    {
        _ = SqliteEngine.Version.Value;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? ".");
        var options = new DbContextOptionsBuilder<SqliteRecordsDb>().UseSqlite(new SqliteConnectionStringBuilder { DataSource = path }.ToString()).AddInterceptors(SqlitePragmas.Instance).Options;
        using var db = new SqliteRecordsDb(options, gate);
        db.MakeFile();
        return options;
    }
}
