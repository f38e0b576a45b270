using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ScoringRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Counts",
                table: "TelemetryDays",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Run",
                table: "TelemetryBatches",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "RunDay",
                table: "TelemetryBatches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "QuarantinedPosts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    Run = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    RunDay = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuarantinedPosts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ScoringRuns",
                columns: table => new
                {
                    ModelVersion = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    AsOf = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Rows = table.Column<long>(type: "INTEGER", nullable: false),
                    Counts = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScoringRuns", x => new { x.ModelVersion, x.Name });
                    table.ForeignKey(
                        name: "FK_ScoringRuns_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TelemetryBatches_System_Run",
                table: "TelemetryBatches",
                columns: new[] { "System", "Run" });

            migrationBuilder.CreateIndex(
                name: "IX_QuarantinedPosts_Name_Key",
                table: "QuarantinedPosts",
                columns: new[] { "Name", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ScoringRuns_ModelVersion_AsOf",
                table: "ScoringRuns",
                columns: new[] { "ModelVersion", "AsOf" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "QuarantinedPosts");

            migrationBuilder.DropTable(
                name: "ScoringRuns");

            migrationBuilder.DropIndex(
                name: "IX_TelemetryBatches_System_Run",
                table: "TelemetryBatches");

            migrationBuilder.DropColumn(
                name: "Counts",
                table: "TelemetryDays");

            migrationBuilder.DropColumn(
                name: "Run",
                table: "TelemetryBatches");

            migrationBuilder.DropColumn(
                name: "RunDay",
                table: "TelemetryBatches");
        }
    }
}
