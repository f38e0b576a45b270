using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Removals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Removal_At",
                table: "Promotions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Removal_By",
                table: "Promotions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Removal_Fallback",
                table: "Promotions",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Removal_Reason",
                table: "Promotions",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Removal_At",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Removal_By",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Removal_Fallback",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Removal_Reason",
                table: "Promotions");
        }
    }
}
