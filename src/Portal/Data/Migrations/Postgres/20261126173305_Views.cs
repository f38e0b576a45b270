using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Views : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    List = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Query = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => new { x.Person, x.List, x.Name });
                });

            // What was saved so far are views of the ledger.
            migrationBuilder.Sql("""INSERT INTO "SavedViews" ("Person", "List", "Name", "Query") SELECT "Person", 'Audit', "Name", "Query" FROM "SavedSearches";""");

            migrationBuilder.DropTable(
                name: "SavedSearches");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SavedSearches",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Query = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedSearches", x => new { x.Person, x.Name });
                });

            migrationBuilder.Sql("""INSERT INTO "SavedSearches" ("Person", "Name", "Query") SELECT "Person", "Name", "Query" FROM "SavedViews" WHERE "List" = 'Audit';""");

            migrationBuilder.DropTable(
                name: "SavedViews");
        }
    }
}
