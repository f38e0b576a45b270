using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EvidencePacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "EvidencePacks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Scope = table.Column<string>(type: "TEXT", maxLength: 220, nullable: false),
                    Asked = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Checkpoint = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonalData = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Because = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    Parts = table.Column<int>(type: "INTEGER", nullable: false),
                    Doing = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Content = table.Column<string>(type: "TEXT", maxLength: 71, nullable: true),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Manifest = table.Column<string>(type: "TEXT", maxLength: 71, nullable: true),
                    Seal = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ForgottenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidencePacks", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "Sequences",
                columns: new[] { "Name", "Last" },
                columnTypes: new[] { "TEXT", "INTEGER" },
                values: new object[] { "EP", 0 });

            migrationBuilder.CreateIndex(
                name: "IX_EvidencePacks_Code",
                table: "EvidencePacks",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EvidencePacks_Manifest",
                table: "EvidencePacks",
                column: "Manifest");

            migrationBuilder.CreateIndex(
                name: "IX_EvidencePacks_RequestedAt",
                table: "EvidencePacks",
                column: "RequestedAt");

            migrationBuilder.CreateIndex(
                name: "IX_EvidencePacks_State_DueAt",
                table: "EvidencePacks",
                columns: new[] { "State", "DueAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EvidencePacks");

            migrationBuilder.DeleteData(
                table: "Sequences",
                keyColumn: "Name",
                keyColumnType: "TEXT",
                keyValue: "EP");
        }
    }
}
