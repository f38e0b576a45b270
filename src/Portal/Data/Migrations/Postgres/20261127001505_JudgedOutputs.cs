using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class JudgedOutputs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "JudgeRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Terms = table.Column<string>(type: "text", nullable: false),
                    Rows = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: false),
                    DatasetDigest = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: false),
                    RowCount = table.Column<int>(type: "integer", nullable: false),
                    ApiKey = table.Column<byte[]>(type: "bytea", nullable: true),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Because = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    Judged = table.Column<int>(type: "integer", nullable: false),
                    Unjudged = table.Column<int>(type: "integer", nullable: false),
                    Calls = table.Column<int>(type: "integer", nullable: false),
                    Tokens = table.Column<long>(type: "bigint", nullable: false),
                    Troubles = table.Column<int>(type: "integer", nullable: false),
                    Trouble = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Run = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JudgeRuns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_JudgeRuns_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "JudgeAnswers",
                columns: table => new
                {
                    Run = table.Column<Guid>(type: "uuid", nullable: false),
                    Row = table.Column<int>(type: "integer", nullable: false),
                    Metric = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Score = table.Column<double>(type: "double precision", nullable: true),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JudgeAnswers", x => new { x.Run, x.Row, x.Metric });
                    table.ForeignKey(
                        name: "FK_JudgeAnswers_JudgeRuns_Run",
                        column: x => x.Run,
                        principalTable: "JudgeRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SpotMarks",
                columns: table => new
                {
                    Run = table.Column<Guid>(type: "uuid", nullable: false),
                    Row = table.Column<int>(type: "integer", nullable: false),
                    Metric = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpotMarks", x => new { x.Run, x.Row, x.Metric });
                    table.ForeignKey(
                        name: "FK_SpotMarks_JudgeRuns_Run",
                        column: x => x.Run,
                        principalTable: "JudgeRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_JudgeRuns_ModelVersion_Ordinal",
                table: "JudgeRuns",
                columns: new[] { "ModelVersion", "Ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JudgeRuns_State_DueAt",
                table: "JudgeRuns",
                columns: new[] { "State", "DueAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "JudgeAnswers");

            migrationBuilder.DropTable(
                name: "SpotMarks");

            migrationBuilder.DropTable(
                name: "JudgeRuns");
        }
    }
}
