using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Removals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Removal_At",
                table: "Promotions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Removal_By",
                table: "Promotions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Removal_Fallback",
                table: "Promotions",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Removal_Reason",
                table: "Promotions",
                type: "character varying(1000)",
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
