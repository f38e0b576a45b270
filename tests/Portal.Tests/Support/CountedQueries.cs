using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Data;

namespace Portal.Tests.Support;

/// <summary>Contexts on a house's own database that count what they ask of it.</summary>
public sealed class CountedQueries : DbCommandInterceptor, IDbContextFactory<PortalDb>, IDisposable
{
    private readonly Func<PortalDb> _make;
    private readonly WriteGate _gate;

    public CountedQueries(House house)
    {
        var (database, services) = (house.Get<PortalOptions>().Database, house.Get<IServiceProvider>());
        if (database.Provider == DatabaseProvider.Postgres)
        {
            var options = PortalDbFactory.Postgres(new(), database.ConnectionString, services).AddInterceptors(this).Options;
            _gate = WriteGate.Open();
            _make = () => new PostgresPortalDb(options, _gate);
        }
        else
        {
            var options = PortalDbFactory.Sqlite(new(), $"Data Source={Path.Combine(house.Folder, "portal.db")}", services).AddInterceptors(this).Options;
            _gate = WriteGate.ForSqlite();
            _make = () => new SqlitePortalDb(options, _gate);
        }
    }

    public int Queries { get; private set; }

    public PortalDb CreateDbContext() => _make();

    public void Dispose() => _gate.Dispose();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Queries++;
        return ValueTask.FromResult(result);
    }
}
