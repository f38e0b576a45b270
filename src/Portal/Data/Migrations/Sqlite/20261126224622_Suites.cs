using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Suites : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Content",
                table: "EvaluationRuns",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Groups",
                table: "EvaluationRuns",
                type: "TEXT",
                maxLength: 71,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "EvaluationRuns",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "HoldOut");

            migrationBuilder.AddColumn<string>(
                name: "Origin",
                table: "EvaluationRuns",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Computed");

            migrationBuilder.AddColumn<Guid>(
                name: "Suite",
                table: "EvaluationRuns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Task",
                table: "EvaluationRuns",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Classification");

            migrationBuilder.AddColumn<DateOnly>(
                name: "ValidUntil",
                table: "Documents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Attestations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ModelVersion = table.Column<Guid>(type: "TEXT", nullable: false),
                    Check = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Statement = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Sample = table.Column<int>(type: "INTEGER", nullable: false),
                    Shown = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    Remarks = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attestations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Attestations_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Datasets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    RegisteredBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegisteredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Datasets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EvaluationSuites",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    System = table.Column<Guid>(type: "TEXT", nullable: false),
                    Terms = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ProposedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProposedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Labels_DatasetDigest = table.Column<string>(type: "TEXT", maxLength: 71, nullable: true),
                    Labels_Blob = table.Column<string>(type: "TEXT", maxLength: 71, nullable: true),
                    Labels_Rows = table.Column<long>(type: "INTEGER", nullable: true),
                    Labels_DatasetVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    Labels_At = table.Column<long>(type: "INTEGER", nullable: true),
                    Labels_By = table.Column<Guid>(type: "TEXT", nullable: true),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnerAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Validator = table.Column<Guid>(type: "TEXT", nullable: true),
                    ValidatorAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvaluationSuites", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EvaluationSuites_Systems_System",
                        column: x => x.System,
                        principalTable: "Systems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TelemetryDays",
                columns: table => new
                {
                    ModelVersion = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Rows = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TelemetryDays", x => new { x.ModelVersion, x.Day });
                    table.ForeignKey(
                        name: "FK_TelemetryDays_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DatasetVersions",
                columns: table => new
                {
                    Dataset = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Digest = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    Rows = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RegisteredBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegisteredAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DatasetVersions", x => new { x.Dataset, x.Number });
                    table.ForeignKey(
                        name: "FK_DatasetVersions_Datasets_Dataset",
                        column: x => x.Dataset,
                        principalTable: "Datasets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "Sequences",
                columns: new[] { "Name", "Last" },
                columnTypes: new[] { "TEXT", "INTEGER" },
                values: new object[] { "SU", 0 });

            migrationBuilder.CreateIndex(
                name: "IX_EvaluationRuns_Suite",
                table: "EvaluationRuns",
                column: "Suite");

            migrationBuilder.CreateIndex(
                name: "IX_Attestations_ModelVersion",
                table: "Attestations",
                column: "ModelVersion");

            migrationBuilder.CreateIndex(
                name: "IX_Datasets_Name",
                table: "Datasets",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DatasetVersions_Digest",
                table: "DatasetVersions",
                column: "Digest");

            migrationBuilder.CreateIndex(
                name: "IX_EvaluationSuites_Code",
                table: "EvaluationSuites",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EvaluationSuites_System",
                table: "EvaluationSuites",
                column: "System");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Attestations");

            migrationBuilder.DropTable(
                name: "DatasetVersions");

            migrationBuilder.DropTable(
                name: "EvaluationSuites");

            migrationBuilder.DropTable(
                name: "TelemetryDays");

            migrationBuilder.DropTable(
                name: "Datasets");

            migrationBuilder.DropIndex(
                name: "IX_EvaluationRuns_Suite",
                table: "EvaluationRuns");

            migrationBuilder.DeleteData(
                table: "Sequences",
                keyColumn: "Name",
                keyColumnType: "TEXT",
                keyValue: "SU");

            migrationBuilder.DropColumn(
                name: "Content",
                table: "EvaluationRuns");

            migrationBuilder.DropColumn(
                name: "Groups",
                table: "EvaluationRuns");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "EvaluationRuns");

            migrationBuilder.DropColumn(
                name: "Origin",
                table: "EvaluationRuns");

            migrationBuilder.DropColumn(
                name: "Suite",
                table: "EvaluationRuns");

            migrationBuilder.DropColumn(
                name: "Task",
                table: "EvaluationRuns");

            migrationBuilder.DropColumn(
                name: "ValidUntil",
                table: "Documents");
        }
    }
}
