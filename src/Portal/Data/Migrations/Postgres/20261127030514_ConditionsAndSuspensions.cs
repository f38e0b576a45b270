using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
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
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Conditions",
                table: "Promotions",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Suspension_At",
                table: "Promotions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Suspension_By",
                table: "Promotions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Suspension_Fallback",
                table: "Promotions",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Suspension_Reason",
                table: "Promotions",
                type: "character varying(1000)",
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
