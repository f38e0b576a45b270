using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "ClosesAt",
                table: "Promotions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ExpiresAt",
                table: "Promotions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Noticed",
                table: "Promotions",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<long>(
                name: "StepOpenedAt",
                table: "Promotions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "StepsDone",
                table: "Promotions",
                type: "INTEGER",
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
