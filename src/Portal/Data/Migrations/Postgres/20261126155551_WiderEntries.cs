using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WiderEntries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "Content_Consumers",
                table: "SystemRevisions",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string>(
                name: "Content_DataClass",
                table: "SystemRevisions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Content_Documents",
                table: "SystemRevisions",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Content_ExperimentData",
                table: "SystemRevisions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Content_Hypothesis",
                table: "SystemRevisions",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Content_IntendedOutcome",
                table: "SystemRevisions",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Content_LegalBasis",
                table: "SystemRevisions",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Content_OutputType",
                table: "SystemRevisions",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Content_Raci",
                table: "SystemRevisions",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Content_Retention",
                table: "SystemRevisions",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "Content_TemporaryUntil",
                table: "SystemRevisions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Content_Uses",
                table: "SystemRevisions",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Content_Vendor",
                table: "SystemRevisions",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Content_Volume",
                table: "SystemRevisions",
                type: "text",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Content_Consumers",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_DataClass",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_Documents",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_ExperimentData",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_Hypothesis",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_IntendedOutcome",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_LegalBasis",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_OutputType",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_Raci",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_Retention",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_TemporaryUntil",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_Uses",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_Vendor",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_Volume",
                table: "SystemRevisions");
        }
    }
}
