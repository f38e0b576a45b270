using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AsOf : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ValidFrom",
                table: "SystemRevisions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ValidTo",
                table: "SystemRevisions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PersonRevisions",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Department = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonRevisions", x => new { x.UserId, x.Number });
                    table.ForeignKey(
                        name: "FK_PersonRevisions_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "VersionStages",
                columns: table => new
                {
                    Version = table.Column<Guid>(type: "TEXT", nullable: false),
                    Stage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    System = table.Column<Guid>(type: "TEXT", nullable: false),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VersionStages", x => new { x.Version, x.ValidFrom, x.Stage });
                    table.ForeignKey(
                        name: "FK_VersionStages_Versions_Version",
                        column: x => x.Version,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_VersionStages_System_ValidFrom",
                table: "VersionStages",
                columns: new[] { "System", "ValidFrom" });

            // What was published says when, and what took its place was published in that instant.
            migrationBuilder.Sql("""
                UPDATE "SystemRevisions" SET "ValidFrom" = "PublishedAt", "ValidTo" = CASE WHEN "State" = 'Superseded' THEN "ChangedAt" END WHERE "PublishedAt" IS NOT NULL;
                """);

            // A version is in development from its sealing on, in the stage of a promotion from its application on; it retires with its last change.
            migrationBuilder.Sql("""
                INSERT INTO "VersionStages" ("Version", "System", "Stage", "ValidFrom", "ValidTo")
                SELECT "Version", "System", "Stage", "At", LEAD("At") OVER (PARTITION BY "Version" ORDER BY "At", "Step")
                FROM (
                    SELECT "Id" AS "Version", "System", 'Development' AS "Stage", "SealedAt" AS "At", 1 AS "Step" FROM "Versions" WHERE "SealedAt" IS NOT NULL
                    UNION ALL
                    SELECT v."Id", v."System", p."Target", p."AppliedAt", 2 FROM "Promotions" AS p JOIN "Versions" AS v ON v."Id" = p."ModelVersion" WHERE p."AppliedAt" IS NOT NULL
                    UNION ALL
                    SELECT "Id", "System", 'Retired', "ChangedAt", 3 FROM "Versions" WHERE "Stage" = 'Retired'
                ) AS spans;
                """);

            // Of people only what they are now is known; the ledger says since when they have been there.
            migrationBuilder.Sql("""
                INSERT INTO "PersonRevisions" ("UserId", "Number", "Name", "Department", "State", "ValidFrom")
                SELECT "Id", 1, "Name", "Department", "State", COALESCE((SELECT MIN("Time") FROM "LedgerEntries" WHERE "Subject" = lower("AspNetUsers"."Id")), 630822816000000000) FROM "AspNetUsers";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PersonRevisions");

            migrationBuilder.DropTable(
                name: "VersionStages");

            migrationBuilder.DropColumn(
                name: "ValidFrom",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "ValidTo",
                table: "SystemRevisions");
        }
    }
}
