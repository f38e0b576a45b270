using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Data;

/// <summary>What <c>dotnet ef migrations add</c> asks for; see "Changing the schema" in src/ARCHITECTURE.md.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqlitePortalDb>
{
    public SqlitePortalDb CreateDbContext(string[] args) =>
        new(PortalDbFactory.Sqlite(new(), "Data Source=:memory:", DesignTimeServices.Of()).Options, WriteGate.Open());
}

internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresPortalDb>
{
    public PostgresPortalDb CreateDbContext(string[] args) =>
        new(PortalDbFactory.Postgres(new(), "Host=localhost", DesignTimeServices.Of()).Options, WriteGate.Open());
}

file static class DesignTimeServices
{
    public static IServiceProvider Of()
    {
        var services = new ServiceCollection();
        Accounts.Accounts.AddAccounts(services);
        return services.BuildServiceProvider();
    }
}
