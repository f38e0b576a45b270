using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
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
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Groups",
                table: "EvaluationRuns",
                type: "character varying(71)",
                maxLength: 71,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "EvaluationRuns",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "HoldOut");

            migrationBuilder.AddColumn<string>(
                name: "Origin",
                table: "EvaluationRuns",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Computed");

            migrationBuilder.AddColumn<Guid>(
                name: "Suite",
                table: "EvaluationRuns",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Task",
                table: "EvaluationRuns",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Classification");

            migrationBuilder.AddColumn<DateOnly>(
                name: "ValidUntil",
                table: "Documents",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Attestations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    Check = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Statement = table.Column<string>(type: "text", nullable: false),
                    Role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Sample = table.Column<int>(type: "integer", nullable: false),
                    Shown = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: false),
                    Remarks = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Description = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    RegisteredBy = table.Column<Guid>(type: "uuid", nullable: false),
                    RegisteredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Datasets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EvaluationSuites",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    System = table.Column<Guid>(type: "uuid", nullable: false),
                    Terms = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ProposedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    ProposedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Labels_DatasetDigest = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: true),
                    Labels_Blob = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: true),
                    Labels_Rows = table.Column<long>(type: "bigint", nullable: true),
                    Labels_DatasetVersion = table.Column<int>(type: "integer", nullable: true),
                    Labels_At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Labels_By = table.Column<Guid>(type: "uuid", nullable: true),
                    Owner = table.Column<Guid>(type: "uuid", nullable: true),
                    OwnerAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Validator = table.Column<Guid>(type: "uuid", nullable: true),
                    ValidatorAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
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
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Rows = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
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
                    Dataset = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Digest = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: false),
                    Rows = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: true),
                    To = table.Column<DateOnly>(type: "date", nullable: true),
                    RegisteredBy = table.Column<Guid>(type: "uuid", nullable: false),
                    RegisteredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                columnTypes: new[] { "character varying(20)", "integer" },
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
                keyColumnType: "character varying(20)",
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
