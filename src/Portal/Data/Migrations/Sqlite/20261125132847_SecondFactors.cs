using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SecondFactors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AuthenticatedAt",
                table: "Votes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "AuthenticatedWith",
                table: "Votes",
                type: "TEXT",
                maxLength: 60,
                nullable: false,
                defaultValue: "password");

            migrationBuilder.AddColumn<Guid>(
                name: "Session",
                table: "StepUpProofs",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "With",
                table: "StepUpProofs",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Password");

            migrationBuilder.AddColumn<long>(
                name: "SignedAt",
                table: "Sessions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsDemo",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "SigningFailures",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "SigningLockedUntil",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "RecoveryCodes",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryCodes", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "SecondFactors",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: false),
                    BegunAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ConfirmedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    UsedStep = table.Column<long>(type: "INTEGER", nullable: false),
                    WrongCodes = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SecondFactors", x => x.Person);
                });

            migrationBuilder.CreateTable(
                name: "SpentTickets",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpentTickets", x => x.Hash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryCodes_Person",
                table: "RecoveryCodes",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_SpentTickets_ExpiresAt",
                table: "SpentTickets",
                column: "ExpiresAt");

            // What was signed before took the password alone, at the instant of the signature; and the demo's accounts are told by their domain.
            migrationBuilder.Sql("""UPDATE "Votes" SET "AuthenticatedAt" = "At";""");
            migrationBuilder.Sql("""UPDATE "AspNetUsers" SET "IsDemo" = 1 WHERE "NormalizedEmail" LIKE '%@DEMO.EXAMPLE';""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RecoveryCodes");

            migrationBuilder.DropTable(
                name: "SecondFactors");

            migrationBuilder.DropTable(
                name: "SpentTickets");

            migrationBuilder.DropColumn(
                name: "AuthenticatedAt",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "AuthenticatedWith",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "Session",
                table: "StepUpProofs");

            migrationBuilder.DropColumn(
                name: "With",
                table: "StepUpProofs");

            migrationBuilder.DropColumn(
                name: "SignedAt",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "IsDemo",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "SigningFailures",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "SigningLockedUntil",
                table: "AspNetUsers");
        }
    }
}
