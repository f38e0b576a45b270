using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Tests.Audit;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

/// <summary>Every statement that would rewrite the ledger, by whoever may write to the database at all.</summary>
public sealed class LedgerGuardsTests
{
    private const string AllColumns = "\"Index\", \"Time\", \"Person\", \"Through\", \"Action\", \"Subject\", \"Reason\", \"Bytes\", \"Digest\"";
    private const string FirstForSecond = "SELECT 0, \"Time\", \"Person\", \"Through\", \"Action\", \"Subject\", \"Reason\", \"Bytes\", \"Digest\" FROM \"LedgerEntries\" WHERE \"Index\" = 1";

    private static readonly string[] OnBoth =
    [
        "UPDATE \"LedgerEntries\" SET \"Reason\" = 'Another'",
        "UPDATE \"LedgerEntries\" SET \"Index\" = 90 WHERE \"Index\" = 2",
        "DELETE FROM \"LedgerEntries\"",
        "DELETE FROM \"LedgerEntries\" WHERE \"Index\" = 299",
        $"INSERT INTO \"LedgerEntries\" ({AllColumns}) {FirstForSecond}",
        $"INSERT INTO \"LedgerEntries\" ({AllColumns}) {FirstForSecond} ON CONFLICT (\"Index\") DO UPDATE SET \"Reason\" = 'Another'",
        "UPDATE \"LedgerCheckpoints\" SET \"Note\" = ''",
        "DELETE FROM \"LedgerCheckpoints\"",
        "INSERT INTO \"LedgerCheckpoints\" SELECT * FROM \"LedgerCheckpoints\" WHERE true ON CONFLICT (\"Size\") DO UPDATE SET \"Note\" = ''",
        "UPDATE \"LedgerTiles\" SET \"Root\" = \"Hashes\"",
        "DELETE FROM \"LedgerTiles\"",
        "UPDATE \"LedgerHead\" SET \"Size\" = \"Size\" - 1",
        "UPDATE \"LedgerHead\" SET \"Id\" = 2",
        "DELETE FROM \"LedgerHead\"",
    ];

    private static readonly string[] OnSqlite =
    [
        $"INSERT OR REPLACE INTO \"LedgerEntries\" ({AllColumns}) {FirstForSecond}",
        $"REPLACE INTO \"LedgerEntries\" ({AllColumns}) {FirstForSecond}",
        "UPDATE OR REPLACE \"LedgerEntries\" SET \"Index\" = 0 WHERE \"Index\" = 1",
        "INSERT OR REPLACE INTO \"LedgerCheckpoints\" SELECT \"Size\", '', \"SignedAt\" FROM \"LedgerCheckpoints\"",
        "INSERT OR REPLACE INTO \"LedgerTiles\" (\"Level\", \"Index\", \"Hashes\", \"Root\") SELECT \"Level\", \"Index\", \"Root\", \"Root\" FROM \"LedgerTiles\"",
        "INSERT OR REPLACE INTO \"LedgerTiles\" (rowid, \"Level\", \"Index\", \"Hashes\", \"Root\") SELECT rowid, 7, 7, \"Root\", \"Root\" FROM \"LedgerTiles\"",
        "INSERT OR REPLACE INTO \"LedgerHead\" (\"Id\", \"Size\") VALUES (1, 0)",
        "INSERT INTO \"LedgerHead\" (\"Id\", \"Size\") VALUES (2, 0)",
    ];

    private static readonly string[] OnPostgres =
    [
        "TRUNCATE \"LedgerEntries\"", "TRUNCATE \"LedgerEntries\" CASCADE", "TRUNCATE \"LedgerCheckpoints\"", "TRUNCATE \"LedgerTiles\"", "TRUNCATE \"LedgerHead\"",
    ];

    /// <summary>What only the guards' owner could do; the portal's role tries it.</summary>
    private static readonly string[] OfTheOwner =
    [
        "ALTER TABLE \"LedgerEntries\" DISABLE TRIGGER ALL", "ALTER TABLE \"LedgerEntries\" DISABLE TRIGGER \"LedgerEntries_no_update\"", "DROP TRIGGER \"LedgerEntries_no_update\" ON \"LedgerEntries\"",
        "DROP TABLE \"LedgerEntries\"", "ALTER TABLE \"LedgerEntries\" DROP COLUMN \"Reason\"", "DROP FUNCTION portal_ledger_append_only() CASCADE",
        "CREATE OR REPLACE FUNCTION portal_ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "SET session_replication_role = replica", $"SET ROLE {LedgerOwner.Role}", $"GRANT {LedgerOwner.Role} TO CURRENT_USER",
        "ALTER TABLE \"LedgerEntries\" OWNER TO CURRENT_USER", "GRANT UPDATE ON \"LedgerEntries\" TO CURRENT_USER; UPDATE \"LedgerEntries\" SET \"Reason\" = NULL", "CREATE TRIGGER let BEFORE INSERT ON \"LedgerEntries\" FOR EACH ROW EXECUTE FUNCTION portal_ledger_append_only()",
        "CREATE RULE let AS ON INSERT TO \"LedgerEntries\" DO INSTEAD NOTHING", "DELETE FROM \"__EFMigrationsHistory\"",
    ];

    [Theory, OnBothDatabases]
    public async Task No_statement_rewrites_the_ledger(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        await using var db = await house.Dbs.CreateDbContextAsync();
        var before = await Contents.Of(db);

        foreach (var sql in OnBoth.Concat(provider == DatabaseProvider.Sqlite ? OnSqlite : OnPostgres))
            Assert.True(await Record.ExceptionAsync(() => db.Database.ExecuteSqlRawAsync(sql)) is not null, $"It went through: {sql}");

        Assert.Equal(before, await Contents.Of(db));
        Assert.Empty((await house.Verify()).Breaks);
    }

    [Theory, OnBothDatabases]
    public async Task A_guard_that_was_dropped_is_a_break(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        await using (var db = await house.Dbs.CreateDbContextAsync())
            await db.Database.ExecuteSqlRawAsync(provider == DatabaseProvider.Sqlite ? "DROP TRIGGER \"LedgerTiles_no_update\"" : "ALTER TABLE \"LedgerTiles\" DISABLE TRIGGER \"LedgerTiles_no_update\"");

        Assert.Equal(["The guard LedgerTiles_no_update, which keeps the ledger append-only, is missing."], (await house.Verify()).Breaks);
    }

    [Fact]
    public async Task After_migrate_the_portals_role_adds_to_the_ledger_and_nothing_else()
    {
        await using var house = await Written(DatabaseProvider.Postgres);
        Assert.NotNull(await house.Dbs.LedgerWeaknessAsync(default));
        var connection = await PortalsRole(house);

        Assert.Null(await house.Dbs.SeparateLedgerAsync(connection, default));
        Assert.Null(await house.Dbs.SeparateLedgerAsync(connection, default));

        await using var portal = As(house, connection);
        var dbs = portal.GetRequiredService<IDbContextFactory<PortalDb>>();
        Assert.Null(await dbs.LedgerWeaknessAsync(default));
        await using var db = await dbs.CreateDbContextAsync();
        var before = await Contents.Of(db);
        foreach (var sql in OnBoth.Concat(OnPostgres).Concat(OfTheOwner))
            Assert.True(await Record.ExceptionAsync(() => db.Database.ExecuteSqlRawAsync(sql)) is PostgresException, $"It went through: {sql}");
        Assert.Equal(before, await Contents.Of(db));

        // It still does its work.
        _ = (await portal.GetRequiredService<SignIn>().Run(new(House.AddressOf("Owner"), House.Password, Origin.None), default)).Value;
        _ = (await portal.GetRequiredService<MakeCheckpoint>().Run(default)).Value;
        Assert.Equal(301, (await house.Checkpoints())[^1].Checkpoint.Size);
        Assert.Empty((await portal.GetRequiredService<VerifyLedger>().Run(null, default)).Breaks);
    }

    [Fact]
    public async Task Migrate_refuses_a_role_of_the_portal_that_could_rewrite_the_ledger()
    {
        await using var house = await Written(DatabaseProvider.Postgres);
        var own = house.Get<PortalOptions>().Database.ConnectionString;

        Assert.Contains("the same role", await house.Dbs.SeparateLedgerAsync(own, default), StringComparison.Ordinal);
        Assert.Contains("does not exist", await house.Dbs.SeparateLedgerAsync("Host=x;Username=nobody_at_all", default), StringComparison.Ordinal);
        var connection = await PortalsRole(house);
        Assert.Null(await house.Dbs.SeparateLedgerAsync(connection, default));
        await using var db = await house.Dbs.CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync(string.Concat("GRANT portal_ledger_owner TO ", new NpgsqlConnectionStringBuilder(connection).Username));
        Assert.Contains("can become", await house.Dbs.SeparateLedgerAsync(connection, default), StringComparison.Ordinal);
    }

    private static async Task<House> Written(DatabaseProvider provider)
    {
        var house = await House.On(provider);
        _ = await house.Person("Owner", Role.SystemOwner);
        await house.Append(300);
        _ = (await house.Sign()).Value;
        return house;
    }

    private static async Task<string> PortalsRole(House house)
    {
        var connection = new NpgsqlConnectionStringBuilder(house.Get<PortalOptions>().Database.ConnectionString);
        connection.Username = $"portal_{connection.Database}";
        await using var db = await house.Dbs.CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync(string.Concat("CREATE ROLE ", connection.Username, " LOGIN"));
        return connection.ToString();
    }

    private static ServiceProvider As(House house, string connection) =>
        house.AnotherNode(options => options with { Database = options.Database with { ConnectionString = connection } });
}
