using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ShownFields : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Shown_BusinessOwner",
                table: "Systems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Shown_Department",
                table: "Systems",
                type: "TEXT",
                maxLength: 120,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Shown_Kind",
                table: "Systems",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Shown_Lane",
                table: "Systems",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Shown_LegalClass",
                table: "Systems",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Shown_Name",
                table: "Systems",
                type: "TEXT",
                maxLength: 120,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Shown_Purpose",
                table: "Systems",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("""
                UPDATE "Systems" SET
                    "Shown_Name" = shown."Content_Name", "Shown_Kind" = shown."Content_Kind", "Shown_Lane" = shown."Content_Lane", "Shown_BusinessOwner" = shown."Content_BusinessOwner",
                    "Shown_Department" = shown."Content_Department", "Shown_Purpose" = shown."Content_Purpose", "Shown_LegalClass" = shown."ConfirmedClass"
                FROM "SystemRevisions" AS shown WHERE shown."System" = "Systems"."Id" AND shown."Number" = "Systems"."ShownNumber";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Shown_BusinessOwner",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "Shown_Department",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "Shown_Kind",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "Shown_Lane",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "Shown_LegalClass",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "Shown_Name",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "Shown_Purpose",
                table: "Systems");
        }
    }
}
