using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Data;

/// <summary>The one place that builds contexts, so that every one of them has the same options.</summary>
public sealed class PortalDbFactory : IDbContextFactory<PortalDb>, IDisposable
{
    private readonly Func<PortalDb> _make;
    private readonly WriteGate _gate;

    public PortalDbFactory(DatabaseOptions database, string dataDirectory, IServiceProvider services)
    {
        if (database.Provider == DatabaseProvider.Postgres)
        {
            var options = Postgres(new(), database.ConnectionString, services).Options;
            _gate = WriteGate.Open();
            _make = () => new PostgresPortalDb(options, _gate);
        }
        else
        {
            var options = Sqlite(new(), SqliteConnectionString(database, dataDirectory), services).Options;
            _gate = WriteGate.ForSqlite();
            _make = () => new SqlitePortalDb(options, _gate);
        }
    }

    public PortalDb CreateDbContext() => _make();

    public void Dispose() => _gate.Dispose();

    /// <summary>Without the application's services Identity falls back to a schema that has no passkeys, and EF keeps that model.</summary>
    internal static DbContextOptionsBuilder<SqlitePortalDb> Sqlite(DbContextOptionsBuilder<SqlitePortalDb> builder, string connection, IServiceProvider services)
    {
        _ = SqliteEngine.Version.Value;
        return builder.UseSqlite(connection).UseApplicationServiceProvider(services).AddInterceptors(SqlitePragmas.Instance).ConfigureWarnings(LeaveTheModel);
    }

    internal static DbContextOptionsBuilder<PostgresPortalDb> Postgres(DbContextOptionsBuilder<PostgresPortalDb> builder, string connection, IServiceProvider services) =>
        builder.UseNpgsql(connection).UseApplicationServiceProvider(services).ConfigureWarnings(LeaveTheModel);

    /// <summary>
    /// Whether the migrations hold the whole model is a test's question: asked at each start, it takes half of the start. That SQLite makes a table
    /// anew with its foreign keys off, which no transaction can do, is nothing for who runs the portal to mend.
    /// </summary>
    private static void LeaveTheModel(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(RelationalEventId.PendingModelChangesWarning, RelationalEventId.NonTransactionalMigrationOperationWarning);

    private static string SqliteConnectionString(DatabaseOptions database, string dataDirectory) =>
        database.ConnectionString.Length > 0
            ? database.ConnectionString
            : new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "portal.db") }.ToString();
}
