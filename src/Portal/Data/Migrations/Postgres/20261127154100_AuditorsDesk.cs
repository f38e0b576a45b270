using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AuditorsDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "EndsAt",
                table: "PersonRevisions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "EndToldAt",
                table: "AspNetUsers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "EndsAt",
                table: "AspNetUsers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "EvidenceRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Title = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    Text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    About = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    AskedOf = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    System = table.Column<Guid>(type: "uuid", nullable: true),
                    Due = table.Column<DateOnly>(type: "date", nullable: false),
                    AskedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Samples",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    List = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Filter = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    IsOfPast = table.Column<bool>(type: "boolean", nullable: false),
                    Seed = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Wanted = table.Column<int>(type: "integer", nullable: false),
                    Purpose = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    PopulationSize = table.Column<int>(type: "integer", nullable: false),
                    Population = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: false),
                    DrawnBy = table.Column<Guid>(type: "uuid", nullable: false),
                    DrawnAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Samples", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestSteps",
                columns: table => new
                {
                    Request = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Act = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    Words = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Source = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestSteps", x => new { x.Request, x.Number });
                    table.ForeignKey(
                        name: "FK_RequestSteps_EvidenceRequests_Request",
                        column: x => x.Request,
                        principalTable: "EvidenceRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SampleItems",
                columns: table => new
                {
                    Sample = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "character varying(220)", maxLength: 220, nullable: false),
                    System = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: false),
                    Cells = table.Column<string>(type: "text", nullable: false),
                    Mark = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SampleItems", x => new { x.Sample, x.Number });
                    table.ForeignKey(
                        name: "FK_SampleItems_Samples_Sample",
                        column: x => x.Sample,
                        principalTable: "Samples",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SampleNotes",
                columns: table => new
                {
                    Sample = table.Column<Guid>(type: "uuid", nullable: false),
                    Item = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    Mark = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Words = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SampleNotes", x => new { x.Sample, x.Item, x.Number });
                    table.ForeignKey(
                        name: "FK_SampleNotes_SampleItems_Sample_Item",
                        columns: x => new { x.Sample, x.Item },
                        principalTable: "SampleItems",
                        principalColumns: new[] { "Sample", "Number" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "Sequences",
                columns: new[] { "Name", "Last" },
                columnTypes: new[] { "character varying(20)", "integer" },
                values: new object[,]
                {
                    { "RQ", 0 },
                    { "SP", 0 }
                });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUsers_EndsAt",
                table: "AspNetUsers",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceRequests_Code",
                table: "EvidenceRequests",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceRequests_State_Due",
                table: "EvidenceRequests",
                columns: new[] { "State", "Due" });

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceRequests_System",
                table: "EvidenceRequests",
                column: "System");

            migrationBuilder.CreateIndex(
                name: "IX_Samples_Code",
                table: "Samples",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Samples_DrawnAt",
                table: "Samples",
                column: "DrawnAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RequestSteps");

            migrationBuilder.DropTable(
                name: "SampleNotes");

            migrationBuilder.DropTable(
                name: "EvidenceRequests");

            migrationBuilder.DropTable(
                name: "SampleItems");

            migrationBuilder.DropTable(
                name: "Samples");

            migrationBuilder.DropIndex(
                name: "IX_AspNetUsers_EndsAt",
                table: "AspNetUsers");

            migrationBuilder.DeleteData(
                table: "Sequences",
                keyColumn: "Name",
                keyColumnType: "character varying(20)",
                keyValue: "RQ");

            migrationBuilder.DeleteData(
                table: "Sequences",
                keyColumn: "Name",
                keyColumnType: "character varying(20)",
                keyValue: "SP");

            migrationBuilder.DropColumn(
                name: "EndsAt",
                table: "PersonRevisions");

            migrationBuilder.DropColumn(
                name: "EndToldAt",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "EndsAt",
                table: "AspNetUsers");
        }
    }
}
