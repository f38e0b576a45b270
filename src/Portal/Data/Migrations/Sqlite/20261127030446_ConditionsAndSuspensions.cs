using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ConditionsAndSuspensions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Conditions",
                table: "Votes",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Conditions",
                table: "Promotions",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<long>(
                name: "Suspension_At",
                table: "Promotions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Suspension_By",
                table: "Promotions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Suspension_Fallback",
                table: "Promotions",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Suspension_Reason",
                table: "Promotions",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Conditions",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "Conditions",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Suspension_At",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Suspension_By",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Suspension_Fallback",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Suspension_Reason",
                table: "Promotions");
        }
    }
}
