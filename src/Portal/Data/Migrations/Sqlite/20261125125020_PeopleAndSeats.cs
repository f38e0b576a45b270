using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PeopleAndSeats : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A seat becomes its first term.
            migrationBuilder.Sql("""CREATE TEMP TABLE "SeatsBefore" AS SELECT * FROM "Seats";""");
            migrationBuilder.DropTable(name: "Seats");
            migrationBuilder.CreateTable(
                name: "Seats",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Function = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Holder = table.Column<Guid>(type: "TEXT", nullable: false),
                    Alternate = table.Column<Guid>(type: "TEXT", nullable: true),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_Seats", x => x.Id));
            migrationBuilder.Sql("""
                INSERT INTO "Seats" ("Id", "Function", "Holder", "ValidFrom")
                SELECT upper(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4) || '-' || substr(h, 21)), "Function", "Holder", "Since" FROM (SELECT *, hex(randomblob(16)) AS h FROM "SeatsBefore");
                """);
            migrationBuilder.Sql("""DROP TABLE "SeatsBefore";""");

            migrationBuilder.CreateIndex(
                name: "IX_Seats_Function_ValidFrom",
                table: "Seats",
                columns: new[] { "Function", "ValidFrom" });

            migrationBuilder.CreateIndex(
                name: "IX_Seats_Holder",
                table: "Seats",
                column: "Holder");

            migrationBuilder.AddColumn<Guid>(
                name: "InPlaceOf",
                table: "Votes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InPlaceOfName",
                table: "Votes",
                type: "TEXT",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OrphanedAt",
                table: "Systems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Delegations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<Guid>(type: "TEXT", nullable: false),
                    To = table.Column<Guid>(type: "TEXT", nullable: false),
                    System = table.Column<Guid>(type: "TEXT", nullable: true),
                    Begins = table.Column<long>(type: "INTEGER", nullable: false),
                    Ends = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TakenBackAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Delegations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Departments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Departments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Groups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Groups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RoleReviews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    OpenedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Due = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoleReviews", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SetupCodes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SetupCodes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "GroupMembers",
                columns: table => new
                {
                    Group = table.Column<Guid>(type: "TEXT", nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    AddedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: true),
                    RemovedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupMembers", x => new { x.Group, x.Person, x.ValidFrom });
                    table.ForeignKey(
                        name: "FK_GroupMembers_Groups_Group",
                        column: x => x.Group,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "GroupRoles",
                columns: table => new
                {
                    Group = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupRoles", x => new { x.Group, x.Role, x.ValidFrom });
                    table.ForeignKey(
                        name: "FK_GroupRoles_Groups_Group",
                        column: x => x.Group,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RoleReviewItems",
                columns: table => new
                {
                    Review = table.Column<Guid>(type: "TEXT", nullable: false),
                    Grant = table.Column<Guid>(type: "TEXT", nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoleReviewItems", x => new { x.Review, x.Grant });
                    table.ForeignKey(
                        name: "FK_RoleReviewItems_RoleReviews_Review",
                        column: x => x.Review,
                        principalTable: "RoleReviews",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_From_Ends",
                table: "Delegations",
                columns: new[] { "From", "Ends" });

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_To_Ends",
                table: "Delegations",
                columns: new[] { "To", "Ends" });

            migrationBuilder.CreateIndex(
                name: "IX_Departments_Name",
                table: "Departments",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_GroupMembers_Person",
                table: "GroupMembers",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_RoleReviews_Name",
                table: "RoleReviews",
                column: "Name",
                unique: true);

            // The departments that people belong to are the first of the list.
            migrationBuilder.Sql("""
                INSERT INTO "Departments" ("Id", "Name", "CreatedAt", "Version")
                SELECT upper(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4) || '-' || substr(h, 21)), "Department", CAST((julianday('now') - 1721425.5) * 864000000000 AS INTEGER), 0 FROM (SELECT *, hex(randomblob(16)) AS h FROM (SELECT DISTINCT "Department" FROM "AspNetUsers" WHERE "Department" <> ''));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Delegations");

            migrationBuilder.DropTable(
                name: "Departments");

            migrationBuilder.DropTable(
                name: "GroupMembers");

            migrationBuilder.DropTable(
                name: "GroupRoles");

            migrationBuilder.DropTable(
                name: "RoleReviewItems");

            migrationBuilder.DropTable(
                name: "SetupCodes");

            migrationBuilder.DropTable(
                name: "Groups");

            migrationBuilder.DropTable(
                name: "RoleReviews");

            migrationBuilder.DropColumn(
                name: "InPlaceOf",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "InPlaceOfName",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "OrphanedAt",
                table: "Systems");

            migrationBuilder.Sql("""CREATE TEMP TABLE "SeatsAfter" AS SELECT * FROM "Seats";""");
            migrationBuilder.DropTable(name: "Seats");
            migrationBuilder.CreateTable(
                name: "Seats",
                columns: table => new
                {
                    Function = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Holder = table.Column<Guid>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_Seats", x => x.Function));
            migrationBuilder.Sql("""
                INSERT INTO "Seats" ("Function", "Holder", "Since")
                SELECT "Function", "Holder", "ValidFrom" FROM "SeatsAfter" WHERE "ValidTo" IS NULL;
                """);
            migrationBuilder.Sql("""DROP TABLE "SeatsAfter";""");
        }
    }
}
