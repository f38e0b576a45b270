using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Findings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "ApprovedBy",
                table: "Exceptions",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AlterColumn<long>(
                name: "ApprovedAt",
                table: "Exceptions",
                type: "INTEGER",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "INTEGER");

            migrationBuilder.AddColumn<string>(
                name: "EndedBecause",
                table: "Exceptions",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "EndedBy",
                table: "Exceptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ModelVersion",
                table: "Exceptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Reminded",
                table: "Exceptions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "RequestedAt",
                table: "Exceptions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RequestedBy",
                table: "Exceptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Subject",
                table: "Exceptions",
                type: "TEXT",
                maxLength: 60,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Findings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Severity = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    System = table.Column<Guid>(type: "TEXT", nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    RaisedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    RaisedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Due = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ClaimedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reopenings = table.Column<int>(type: "INTEGER", nullable: false),
                    Notices = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Findings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FindingRevisions",
                columns: table => new
                {
                    Finding = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Act = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: true),
                    Words = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Due = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingRevisions", x => new { x.Finding, x.Number });
                    table.ForeignKey(
                        name: "FK_FindingRevisions_Findings_Finding",
                        column: x => x.Finding,
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "Sequences",
                columns: new[] { "Name", "Last" },
                columnTypes: new[] { "TEXT", "INTEGER" },
                values: new object[] { "FI", 0 });

            migrationBuilder.CreateIndex(
                name: "IX_FindingRevisions_ValidTo_State",
                table: "FindingRevisions",
                columns: new[] { "ValidTo", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_Code",
                table: "Findings",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Findings_Source_Key",
                table: "Findings",
                columns: new[] { "Source", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_State_Due",
                table: "Findings",
                columns: new[] { "State", "Due" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_System_State",
                table: "Findings",
                columns: new[] { "System", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FindingRevisions");

            migrationBuilder.DropTable(
                name: "Findings");

            migrationBuilder.DeleteData(
                table: "Sequences",
                keyColumn: "Name",
                keyColumnType: "TEXT",
                keyValue: "FI");

            migrationBuilder.DropColumn(
                name: "EndedBecause",
                table: "Exceptions");

            migrationBuilder.DropColumn(
                name: "EndedBy",
                table: "Exceptions");

            migrationBuilder.DropColumn(
                name: "ModelVersion",
                table: "Exceptions");

            migrationBuilder.DropColumn(
                name: "Reminded",
                table: "Exceptions");

            migrationBuilder.DropColumn(
                name: "RequestedAt",
                table: "Exceptions");

            migrationBuilder.DropColumn(
                name: "RequestedBy",
                table: "Exceptions");

            migrationBuilder.DropColumn(
                name: "Subject",
                table: "Exceptions");

            migrationBuilder.AlterColumn<Guid>(
                name: "ApprovedBy",
                table: "Exceptions",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<long>(
                name: "ApprovedAt",
                table: "Exceptions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "INTEGER",
                oldNullable: true);
        }
    }
}
