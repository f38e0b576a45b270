using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Alerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Alerts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    System = table.Column<Guid>(type: "uuid", nullable: false),
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    Feature = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Metric = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RaisedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ClosedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PolicyNumber = table.Column<int>(type: "integer", nullable: false),
                    TakenBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ClosedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Evidence_Features = table.Column<string[]>(type: "text[]", nullable: false),
                    Evidence_From = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Evidence_IsUsual = table.Column<bool>(type: "boolean", nullable: true),
                    Evidence_Level = table.Column<double>(type: "double precision", nullable: true),
                    Evidence_N = table.Column<long>(type: "bigint", nullable: false),
                    Evidence_P = table.Column<double>(type: "double precision", nullable: true),
                    Evidence_Season = table.Column<double>(type: "double precision", nullable: true),
                    Evidence_To = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Evidence_Value = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Alerts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Alerts_Systems_System",
                        column: x => x.System,
                        principalTable: "Systems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Alerts_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AlertWatches",
                columns: table => new
                {
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    LookedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SaidAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RetrainingAskedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Memory = table.Column<byte[]>(type: "bytea", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertWatches", x => x.ModelVersion);
                    table.ForeignKey(
                        name: "FK_AlertWatches_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AlertSteps",
                columns: table => new
                {
                    Alert = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    Words = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertSteps", x => new { x.Alert, x.Number });
                    table.ForeignKey(
                        name: "FK_AlertSteps_Alerts_Alert",
                        column: x => x.Alert,
                        principalTable: "Alerts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "Sequences",
                columns: new[] { "Name", "Last" },
                columnTypes: new[] { "character varying(20)", "integer" },
                values: new object[] { "AL", 0 });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Code",
                table: "Alerts",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_ModelVersion_State",
                table: "Alerts",
                columns: new[] { "ModelVersion", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_State_OpenedAt",
                table: "Alerts",
                columns: new[] { "State", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_System_OpenedAt",
                table: "Alerts",
                columns: new[] { "System", "OpenedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlertSteps");

            migrationBuilder.DropTable(
                name: "AlertWatches");

            migrationBuilder.DropTable(
                name: "Alerts");

            migrationBuilder.DeleteData(
                table: "Sequences",
                keyColumn: "Name",
                keyColumnType: "character varying(20)",
                keyValue: "AL");
        }
    }
}
