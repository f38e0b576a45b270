using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RolesWithHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What was held is carried over: a held role keeps since when, under an id of its own.
            migrationBuilder.Sql("""CREATE TEMP TABLE "RoleGrantsBefore" AS SELECT * FROM "RoleGrants";""");
            migrationBuilder.DropTable(name: "RoleGrants");
            migrationBuilder.CreateTable(
                name: "RoleGrants",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ProposedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ProposedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: true),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Bootstrap = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_RoleGrants", x => x.Id));
            migrationBuilder.Sql("""
                INSERT INTO "RoleGrants" ("Id", "Person", "Role", "State", "ProposedAt", "Reason", "DecidedAt", "ValidFrom", "EndReason", "Bootstrap", "Version")
                SELECT upper(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4) || '-' || substr(h, 21)), "Person", "Role", 'Held', "Since", '', "Since", "Since", '', 0, 0 FROM (SELECT *, hex(randomblob(16)) AS h FROM "RoleGrantsBefore");
                """);
            migrationBuilder.Sql("""DROP TABLE "RoleGrantsBefore";""");

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_Person_State",
                table: "RoleGrants",
                columns: new[] { "Person", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_State_Role",
                table: "RoleGrants",
                columns: new[] { "State", "Role" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""CREATE TEMP TABLE "RoleGrantsAfter" AS SELECT * FROM "RoleGrants";""");
            migrationBuilder.DropTable(name: "RoleGrants");
            migrationBuilder.CreateTable(
                name: "RoleGrants",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_RoleGrants", x => new { x.Person, x.Role }));
            migrationBuilder.Sql("""
                INSERT INTO "RoleGrants" ("Person", "Role", "Since")
                SELECT "Person", "Role", "ValidFrom" FROM "RoleGrantsAfter" WHERE "State" = 'Held';
                """);
            migrationBuilder.Sql("""DROP TABLE "RoleGrantsAfter";""");
        }
    }
}
