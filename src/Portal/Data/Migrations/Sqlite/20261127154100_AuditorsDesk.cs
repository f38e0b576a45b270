using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditorsDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "EndsAt",
                table: "PersonRevisions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "EndToldAt",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "EndsAt",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "EvidenceRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AskedOf = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    System = table.Column<Guid>(type: "TEXT", nullable: true),
                    Due = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AskedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Samples",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    List = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Filter = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    IsOfPast = table.Column<bool>(type: "INTEGER", nullable: false),
                    Seed = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Wanted = table.Column<int>(type: "INTEGER", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    PopulationSize = table.Column<int>(type: "INTEGER", nullable: false),
                    Population = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    DrawnBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    DrawnAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Samples", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestSteps",
                columns: table => new
                {
                    Request = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Act = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    Words = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Sample = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 220, nullable: false),
                    System = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    Cells = table.Column<string>(type: "TEXT", nullable: false),
                    Mark = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
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
                    Sample = table.Column<Guid>(type: "TEXT", nullable: false),
                    Item = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    Mark = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Words = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
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
                columnTypes: new[] { "TEXT", "INTEGER" },
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
                keyColumnType: "TEXT",
                keyValue: "RQ");

            migrationBuilder.DeleteData(
                table: "Sequences",
                keyColumn: "Name",
                keyColumnType: "TEXT",
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
