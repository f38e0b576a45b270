using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Outcomes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Outcome_Found",
                table: "Baselines",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outcome_Positive",
                table: "Baselines",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Outcome_Positives",
                table: "Baselines",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Outcome_Right",
                table: "Baselines",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Outcome_Rows",
                table: "Baselines",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Outcome_Found",
                table: "Baselines");

            migrationBuilder.DropColumn(
                name: "Outcome_Positive",
                table: "Baselines");

            migrationBuilder.DropColumn(
                name: "Outcome_Positives",
                table: "Baselines");

            migrationBuilder.DropColumn(
                name: "Outcome_Right",
                table: "Baselines");

            migrationBuilder.DropColumn(
                name: "Outcome_Rows",
                table: "Baselines");
        }
    }
}
