using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Portal.Data;

/// <summary>
/// On PostgreSQL the ledger belongs to a role of its own, as which nobody can connect. The portal's role may read it and add to it: as an
/// owner it could switch the guards off. Done by <c>migrate</c>, whose role is the administrator's; run again, it changes nothing.
/// </summary>
internal static class LedgerOwner
{
    public const string Role = "portal_ledger_owner";

    /// <summary>Why the role that the portal connects as could do to the ledger what it must not; null when it cannot.</summary>
    public static async Task<string?> Weakness(PortalDb db, CancellationToken ct)
    {
        if (!db.Database.IsNpgsql())
            return null;

        return await db.Database.SqlQuery<bool>($"""
            SELECT r.rolsuper OR bool_or(pg_has_role(current_user, t.tableowner, 'MEMBER')) AS "Value"
            FROM pg_roles r, pg_tables t WHERE r.rolname = current_user AND t.schemaname = current_schema() AND t.tablename = ANY({LedgerTables.All}) GROUP BY r.rolsuper
            """).SingleOrDefaultAsync(ct)
            ? "The portal's role on PostgreSQL owns the ledger, so it could switch its guards off: run 'migrate' with Portal:Database:MigrationConnectionString of another role."
            : null;
    }

    /// <summary>Null when done, else why the roles cannot be told apart.</summary>
    public static async Task<string?> Separate(PortalDb db, string portalsRole, CancellationToken ct)
    {
        var administrator = await db.Database.SqlQuery<string>($"""SELECT current_user::text AS "Value" """).SingleAsync(ct);
        if (administrator == portalsRole)
            return $"Portal:Database:ConnectionString and MigrationConnectionString name the same role, {portalsRole}: the portal's must be another.";

        var known = await db.Database.SqlQuery<bool>($"""SELECT rolsuper AS "Value" FROM pg_roles WHERE rolname = {portalsRole}""").ToListAsync(ct);
        if (known is not [var isSuperuser])
            return $"The portal's role {portalsRole} does not exist: make it with CREATE ROLE.";
        if (isSuperuser)
            return $"The portal's role {portalsRole} is a superuser, whom nothing holds: make another.";

        await db.Database.ExecuteSqlRawAsync(Statements(portalsRole, administrator), ct);
        return await db.Database.SqlQuery<bool>($"""SELECT pg_has_role({portalsRole}, {Role}, 'MEMBER') AS "Value" """).SingleAsync(ct)
            ? $"The portal's role {portalsRole} can become {Role}: take that membership away."
            : null;
    }

    private static string Statements(string portalsRole, string administrator)
    {
        var (portal, admin) = (Quoted(portalsRole), Quoted(administrator));
        var tables = string.Join(", ", LedgerTables.All.Select(Quoted));
        var owned = string.Concat(LedgerTables.All.Select(table => $"ALTER TABLE {Quoted(table)} OWNER TO {Role};\n"));
        return $"""
            DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{Role}') THEN CREATE ROLE {Role} NOLOGIN; END IF; END $$;
            GRANT {Role} TO {admin};
            GRANT USAGE ON SCHEMA public TO {portal};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {portal};
            GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {portal};
            REVOKE INSERT, UPDATE, DELETE ON "__EFMigrationsHistory" FROM {portal};
            GRANT USAGE, CREATE ON SCHEMA public TO {Role};
            {owned}ALTER FUNCTION portal_ledger_append_only() OWNER TO {Role};
            REVOKE CREATE ON SCHEMA public FROM {Role};
            REVOKE ALL ON {tables} FROM {portal}, PUBLIC;
            GRANT SELECT, INSERT ON {Quoted(LedgerTables.Entries)}, {Quoted(LedgerTables.Checkpoints)}, {Quoted(LedgerTables.Tiles)} TO {portal};
            GRANT SELECT, UPDATE ON {Quoted(LedgerTables.Head)} TO {portal};
            """.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
    }

    private static string Quoted(string name) => new NpgsqlCommandBuilder().QuoteIdentifier(name);
}
