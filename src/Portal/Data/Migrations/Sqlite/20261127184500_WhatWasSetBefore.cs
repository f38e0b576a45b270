using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WhatWasSetBefore : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RetiredAt",
                table: "EvaluationSuites",
                type: "INTEGER",
                nullable: true);

            // When a suite was retired stood in the ledger alone.
            migrationBuilder.Sql("""
                UPDATE "EvaluationSuites" SET "RetiredAt" = (SELECT MAX(entry."Time") FROM "LedgerEntries" AS entry WHERE entry."Action" = 'suite.retired' AND entry."Subject" = "EvaluationSuites"."Code")
                WHERE "State" = 'Retired'
                """);

            migrationBuilder.DropPrimaryKey(
                name: "PK_KpiReadings",
                table: "KpiReadings");

            migrationBuilder.AddColumn<long>(
                name: "Until",
                table: "KpiReadings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_KpiReadings",
                table: "KpiReadings",
                columns: new[] { "Kpi", "Day", "At" });

            migrationBuilder.CreateTable(
                name: "BudgetRevisions",
                columns: table => new
                {
                    Budget = table.Column<Guid>(type: "TEXT", nullable: false),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    Micros = table.Column<long>(type: "INTEGER", nullable: false),
                    SetBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BudgetRevisions", x => new { x.Budget, x.ValidFrom });
                    table.ForeignKey(
                        name: "FK_BudgetRevisions_Budgets_Budget",
                        column: x => x.Budget,
                        principalTable: "Budgets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "KpiRevisions",
                columns: table => new
                {
                    Kpi = table.Column<Guid>(type: "TEXT", nullable: false),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Direction = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Target = table.Column<double>(type: "REAL", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Objective = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KpiRevisions", x => new { x.Kpi, x.ValidFrom });
                    table.ForeignKey(
                        name: "FK_KpiRevisions_Kpis_Kpi",
                        column: x => x.Kpi,
                        principalTable: "Kpis",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SuiteRounds",
                columns: table => new
                {
                    Suite = table.Column<Guid>(type: "TEXT", nullable: false),
                    BroughtAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Labels_DatasetDigest = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    Labels_Blob = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    Labels_Rows = table.Column<long>(type: "INTEGER", nullable: false),
                    Labels_DatasetVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Labels_At = table.Column<long>(type: "INTEGER", nullable: false),
                    Labels_By = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnerAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Validator = table.Column<Guid>(type: "TEXT", nullable: true),
                    ValidatorAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuiteRounds", x => new { x.Suite, x.BroughtAt });
                    table.ForeignKey(
                        name: "FK_SuiteRounds_EvaluationSuites_Suite",
                        column: x => x.Suite,
                        principalTable: "EvaluationSuites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BudgetRevisions");

            migrationBuilder.DropTable(
                name: "KpiRevisions");

            migrationBuilder.DropTable(
                name: "SuiteRounds");

            migrationBuilder.DropPrimaryKey(
                name: "PK_KpiReadings",
                table: "KpiReadings");

            migrationBuilder.DropColumn(
                name: "Until",
                table: "KpiReadings");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "EvaluationSuites");

            migrationBuilder.AddPrimaryKey(
                name: "PK_KpiReadings",
                table: "KpiReadings",
                columns: new[] { "Kpi", "Day" });
        }
    }
}
