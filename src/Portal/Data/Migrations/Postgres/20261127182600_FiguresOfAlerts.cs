using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FiguresOfAlerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Evidence_Figures",
                table: "AlertSteps",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Evidence_Figures",
                table: "Alerts",
                type: "text",
                nullable: false,
                defaultValue: "");

            // Evidence without any of its parts would be read as none.
            migrationBuilder.Sql("""UPDATE "AlertSteps" SET "Evidence_Figures" = '' WHERE "Evidence_N" IS NOT NULL""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Evidence_Figures",
                table: "AlertSteps");

            migrationBuilder.DropColumn(
                name: "Evidence_Figures",
                table: "Alerts");
        }
    }
}
