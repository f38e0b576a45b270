using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SecondFactors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "AuthenticatedAt",
                table: "Votes",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<string>(
                name: "AuthenticatedWith",
                table: "Votes",
                type: "character varying(60)",
                maxLength: 60,
                nullable: false,
                defaultValue: "password");

            migrationBuilder.AddColumn<Guid>(
                name: "Session",
                table: "StepUpProofs",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "With",
                table: "StepUpProofs",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Password");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SignedAt",
                table: "Sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsDemo",
                table: "AspNetUsers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "SigningFailures",
                table: "AspNetUsers",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SigningLockedUntil",
                table: "AspNetUsers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "RecoveryCodes",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UsedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryCodes", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "SecondFactors",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    BegunAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ConfirmedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    UsedStep = table.Column<long>(type: "bigint", nullable: false),
                    WrongCodes = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SecondFactors", x => x.Person);
                });

            migrationBuilder.CreateTable(
                name: "SpentTickets",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
            migrationBuilder.Sql("""UPDATE "AspNetUsers" SET "IsDemo" = TRUE WHERE "NormalizedEmail" LIKE '%@DEMO.EXAMPLE';""");
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
