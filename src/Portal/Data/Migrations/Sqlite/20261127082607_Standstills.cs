using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Standstills : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "StaleByRequester",
                table: "Promotions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "StaleTimes",
                table: "Promotions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Standstill_Lack",
                table: "Promotions",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Standstill_Since",
                table: "Promotions",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "StaleByRequester",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "StaleTimes",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Standstill_Lack",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Standstill_Since",
                table: "Promotions");
        }
    }
}
