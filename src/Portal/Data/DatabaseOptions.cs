namespace Portal.Data;

public enum DatabaseProvider
{
    Sqlite = 1,
    Postgres,
}

/// <summary>Where the portal keeps its truth.</summary>
public sealed record DatabaseOptions
{
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>SQLite: empty means portal.db in the data directory. PostgreSQL: a connection string of the application's role.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>PostgreSQL: the connection string that <c>migrate</c> uses.</summary>
    public string MigrationConnectionString { get; init; } = "";

    public IEnumerable<string> Faults()
    {
        if (Provider == DatabaseProvider.Postgres && ConnectionString.Length == 0)
            yield return "Portal:Database:ConnectionString is empty, and PostgreSQL needs one.";
    }
}
