using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Data;

namespace Portal.Tests.Support;

/// <summary>
/// Contexts on a house's own database whose ledger can be made to break: while <see cref="Broken"/>, the command that inserts an
/// entry fails where it would have run, after everything else of the transaction was written.
/// </summary>
public sealed class FaultyLedger : DbCommandInterceptor, IDbContextFactory<PortalDb>, IDisposable
{
    public const string Message = "The ledger cannot be written.";

    private readonly Func<PortalDb> _make;
    private readonly WriteGate _gate;

    public FaultyLedger(House house)
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

    public bool Broken { get; set; }

    /// <summary>How often the fault really struck, so that a test knows that it tested something.</summary>
    public int Struck { get; private set; }

    public PortalDb CreateDbContext() => _make();

    public void Dispose() => _gate.Dispose();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Strike(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Strike(command);
        return ValueTask.FromResult(result);
    }

    private void Strike(DbCommand command)
    {
        if (!Broken || !command.CommandText.Contains("INSERT INTO \"LedgerEntries\"", StringComparison.Ordinal))
            return;

        Struck++;
        throw new IOException(Message);
    }
}
