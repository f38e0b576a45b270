using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ProposedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ProposedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ValidFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ValidTo = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    EndReason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Bootstrap = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_RoleGrants", x => x.Id));
            migrationBuilder.Sql("""
                INSERT INTO "RoleGrants" ("Id", "Person", "Role", "State", "ProposedAt", "Reason", "DecidedAt", "ValidFrom", "EndReason", "Bootstrap", "Version")
                SELECT gen_random_uuid(), "Person", "Role", 'Held', "Since", '', "Since", "Since", '', FALSE, 0 FROM "RoleGrantsBefore";
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
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
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
