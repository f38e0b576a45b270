using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Scope = table.Column<string>(type: "character varying(220)", maxLength: 220, nullable: false),
                    Asked = table.Column<DateOnly>(type: "date", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Checkpoint = table.Column<long>(type: "bigint", nullable: false),
                    PersonalData = table.Column<bool>(type: "boolean", nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Because = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    Parts = table.Column<int>(type: "integer", nullable: false),
                    Doing = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Content = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: true),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Manifest = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: true),
                    Seal = table.Column<byte[]>(type: "bytea", nullable: true),
                    ForgottenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidencePacks", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "Sequences",
                columns: new[] { "Name", "Last" },
                columnTypes: new[] { "character varying(20)", "integer" },
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
                keyColumnType: "character varying(20)",
                keyValue: "EP");
        }
    }
}
