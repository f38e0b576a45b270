using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Traces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "Content_ServiceNames",
                table: "SystemRevisions",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.CreateTable(
                name: "TraceTasks",
                columns: table => new
                {
                    System = table.Column<Guid>(type: "uuid", nullable: false),
                    Trace = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CostMicros = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Sums_Agent = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Sums_Calls = table.Column<int>(type: "integer", nullable: false),
                    Sums_CostMicros = table.Column<long>(type: "bigint", nullable: false),
                    Sums_Denied = table.Column<int>(type: "integer", nullable: false),
                    Sums_EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Sums_Failed = table.Column<int>(type: "integer", nullable: false),
                    Sums_InputTokens = table.Column<long>(type: "bigint", nullable: false),
                    Sums_IsOfAgent = table.Column<bool>(type: "boolean", nullable: false),
                    Sums_Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Sums_OutputTokens = table.Column<long>(type: "bigint", nullable: false),
                    Sums_StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Sums_Tools = table.Column<int>(type: "integer", nullable: false),
                    Sums_Unlisted = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TraceTasks", x => new { x.System, x.Trace });
                    table.ForeignKey(
                        name: "FK_TraceTasks_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TraceSpans",
                columns: table => new
                {
                    System = table.Column<Guid>(type: "uuid", nullable: false),
                    Trace = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Span = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Parent = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DurationMs = table.Column<double>(type: "double precision", nullable: false),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Operation = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Agent = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Model = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    InputTokens = table.Column<long>(type: "bigint", nullable: false),
                    CachedTokens = table.Column<long>(type: "bigint", nullable: false),
                    OutputTokens = table.Column<long>(type: "bigint", nullable: false),
                    CostMicros = table.Column<long>(type: "bigint", nullable: true),
                    Outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Error = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Tool = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Use = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TraceSpans", x => new { x.System, x.Trace, x.Span });
                    table.ForeignKey(
                        name: "FK_TraceSpans_TraceTasks_System_Trace",
                        columns: x => new { x.System, x.Trace },
                        principalTable: "TraceTasks",
                        principalColumns: new[] { "System", "Trace" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_TraceSpans_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TraceSpans_ModelVersion",
                table: "TraceSpans",
                column: "ModelVersion");

            migrationBuilder.CreateIndex(
                name: "IX_TraceTasks_ChangedAt",
                table: "TraceTasks",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_TraceTasks_ModelVersion",
                table: "TraceTasks",
                column: "ModelVersion");

            migrationBuilder.CreateIndex(
                name: "IX_TraceTasks_System_CostMicros",
                table: "TraceTasks",
                columns: new[] { "System", "CostMicros" });

            migrationBuilder.CreateIndex(
                name: "IX_TraceTasks_System_StartedAt",
                table: "TraceTasks",
                columns: new[] { "System", "StartedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TraceSpans");

            migrationBuilder.DropTable(
                name: "TraceTasks");

            migrationBuilder.DropColumn(
                name: "Content_ServiceNames",
                table: "SystemRevisions");
        }
    }
}
