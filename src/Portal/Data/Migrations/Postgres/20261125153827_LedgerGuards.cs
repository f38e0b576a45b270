using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LedgerGuards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE FUNCTION portal_ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'The ledger is append-only.' USING ERRCODE = 'restrict_violation'; END $$
                """);
            foreach (var table in new[] { "LedgerEntries", "LedgerCheckpoints", "LedgerTiles" })
                migrationBuilder.Sql($"CREATE TRIGGER \"{table}_no_update\" BEFORE UPDATE OR DELETE ON \"{table}\" FOR EACH ROW EXECUTE FUNCTION portal_ledger_append_only()");
            migrationBuilder.Sql("CREATE TRIGGER \"LedgerHead_no_update\" BEFORE UPDATE ON \"LedgerHead\" FOR EACH ROW WHEN (NEW.\"Size\" < OLD.\"Size\" OR NEW.\"Id\" <> OLD.\"Id\") EXECUTE FUNCTION portal_ledger_append_only()");
            migrationBuilder.Sql("CREATE TRIGGER \"LedgerHead_no_delete\" BEFORE DELETE ON \"LedgerHead\" FOR EACH ROW EXECUTE FUNCTION portal_ledger_append_only()");

            // Triggers of rows do not see TRUNCATE.
            foreach (var table in new[] { "LedgerEntries", "LedgerCheckpoints", "LedgerTiles", "LedgerHead" })
                migrationBuilder.Sql($"CREATE TRIGGER \"{table}_no_truncate\" BEFORE TRUNCATE ON \"{table}\" FOR EACH STATEMENT EXECUTE FUNCTION portal_ledger_append_only()");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP FUNCTION portal_ledger_append_only() CASCADE");
        }
    }
}
