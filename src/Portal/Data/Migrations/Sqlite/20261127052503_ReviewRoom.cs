using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReviewRoom : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Questions",
                table: "Promotions",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Series",
                table: "Promotions",
                type: "TEXT",
                maxLength: 71,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PromotionSeries",
                columns: table => new
                {
                    Promotion = table.Column<Guid>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PromotionSeries", x => new { x.Promotion, x.Revision });
                    table.ForeignKey(
                        name: "FK_PromotionSeries_Promotions_Promotion",
                        column: x => x.Promotion,
                        principalTable: "Promotions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RoomVisits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Promotion = table.Column<Guid>(type: "TEXT", nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoomVisits", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RoomVisits_Promotion",
                table: "RoomVisits",
                column: "Promotion");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PromotionSeries");

            migrationBuilder.DropTable(
                name: "RoomVisits");

            migrationBuilder.DropColumn(
                name: "Questions",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Series",
                table: "Promotions");
        }
    }
}
