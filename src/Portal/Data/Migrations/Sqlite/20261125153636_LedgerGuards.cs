using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LedgerGuards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var table in new[] { "LedgerEntries", "LedgerCheckpoints", "LedgerTiles" })
            {
                var same = table switch
                {
                    "LedgerEntries" => "\"Index\" = NEW.\"Index\"",
                    "LedgerCheckpoints" => "\"Size\" = NEW.\"Size\"",
                    _ => "(\"Level\" = NEW.\"Level\" AND \"Index\" = NEW.\"Index\") OR rowid = NEW.rowid",
                };
                migrationBuilder.Sql($"CREATE TRIGGER \"{table}_no_update\" BEFORE UPDATE ON \"{table}\" BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END");
                migrationBuilder.Sql($"CREATE TRIGGER \"{table}_no_delete\" BEFORE DELETE ON \"{table}\" BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END");

                // REPLACE deletes the row that is in its way without a word to the trigger above.
                migrationBuilder.Sql($"CREATE TRIGGER \"{table}_no_replace\" BEFORE INSERT ON \"{table}\" WHEN EXISTS (SELECT 1 FROM \"{table}\" WHERE {same}) BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END");
            }

            migrationBuilder.Sql("CREATE TRIGGER \"LedgerHead_no_update\" BEFORE UPDATE ON \"LedgerHead\" WHEN NEW.\"Size\" < OLD.\"Size\" OR NEW.\"Id\" <> OLD.\"Id\" BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END");
            migrationBuilder.Sql("CREATE TRIGGER \"LedgerHead_no_delete\" BEFORE DELETE ON \"LedgerHead\" BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END");
            migrationBuilder.Sql("CREATE TRIGGER \"LedgerHead_no_replace\" BEFORE INSERT ON \"LedgerHead\" WHEN EXISTS (SELECT 1 FROM \"LedgerHead\") BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in new[] { "LedgerEntries", "LedgerCheckpoints", "LedgerTiles", "LedgerHead" })
                foreach (var guard in new[] { "no_update", "no_delete", "no_replace" })
                    migrationBuilder.Sql($"DROP TRIGGER \"{table}_{guard}\"");
        }
    }
}
