using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outcome_Positive",
                table: "Baselines",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Outcome_Positives",
                table: "Baselines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Outcome_Right",
                table: "Baselines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Outcome_Rows",
                table: "Baselines",
                type: "INTEGER",
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
