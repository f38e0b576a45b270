using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DecisionsByTheClock : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "Votes",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ClosesAt",
                table: "Promotions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ExpiresAt",
                table: "Promotions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<string>(
                name: "Noticed",
                table: "Promotions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "StepOpenedAt",
                table: "Promotions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<int>(
                name: "StepsDone",
                table: "Promotions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.Sql("""
                UPDATE "Votes" SET "Number" = (
                    SELECT COUNT(*) FROM "Votes" AS other
                    WHERE other."Promotion" = "Votes"."Promotion" AND (other."At" < "Votes"."At" OR (other."At" = "Votes"."At" AND other."Person" <= "Votes"."Person")))
                """);
            migrationBuilder.Sql("""
                UPDATE "Promotions" SET "StepOpenedAt" = "SubmittedAt", "ExpiresAt" = "DueAt" + ("DueAt" - "SubmittedAt"),
                    "StepsDone" = CASE WHEN "State" IN ('Approved', 'Applied', 'Superseded') THEN 10 ELSE 0 END
                """);

            migrationBuilder.DropPrimaryKey(
                name: "PK_Votes",
                table: "Votes");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Votes",
                table: "Votes",
                columns: new[] { "Promotion", "Number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_Votes",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "ClosesAt",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Noticed",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "StepOpenedAt",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "StepsDone",
                table: "Promotions");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Votes",
                table: "Votes",
                columns: new[] { "Promotion", "Revision", "Person" });
        }
    }
}
