using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DecisionRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ContestCases",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    System = table.Column<Guid>(type: "uuid", nullable: false),
                    Record = table.Column<Guid>(type: "uuid", nullable: false),
                    Finding = table.Column<Guid>(type: "uuid", nullable: false),
                    Statement = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    OpenedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Due = table.Column<DateOnly>(type: "date", nullable: false),
                    Outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    ReviewedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ReviewedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContestCases", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ContestCases_Findings_Finding",
                        column: x => x.Finding,
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ContestCases_Systems_System",
                        column: x => x.System,
                        principalTable: "Systems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DecisionRecords",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    System = table.Column<Guid>(type: "uuid", nullable: false),
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    Prediction = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Run = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Subject = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Output = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Score = table.Column<double>(type: "double precision", nullable: true),
                    Inputs = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false),
                    ErasedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DecisionRecords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecordReactions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    System = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Value = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Seconds = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordReactions", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ContestCases_Finding",
                table: "ContestCases",
                column: "Finding");

            migrationBuilder.CreateIndex(
                name: "IX_ContestCases_Record",
                table: "ContestCases",
                column: "Record");

            migrationBuilder.CreateIndex(
                name: "IX_ContestCases_System_Outcome",
                table: "ContestCases",
                columns: new[] { "System", "Outcome" });

            migrationBuilder.CreateIndex(
                name: "IX_DecisionRecords_System_Id",
                table: "DecisionRecords",
                columns: new[] { "System", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DecisionRecords_System_Key",
                table: "DecisionRecords",
                columns: new[] { "System", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_DecisionRecords_System_Subject_Id",
                table: "DecisionRecords",
                columns: new[] { "System", "Subject", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RecordReactions_System_Id",
                table: "RecordReactions",
                columns: new[] { "System", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RecordReactions_System_Key",
                table: "RecordReactions",
                columns: new[] { "System", "Key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ContestCases");

            migrationBuilder.DropTable(
                name: "DecisionRecords");

            migrationBuilder.DropTable(
                name: "RecordReactions");
        }
    }
}
