using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
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
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "ApprovedAt",
                table: "Exceptions",
                type: "timestamp with time zone",
                nullable: true,
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone");

            migrationBuilder.AddColumn<string>(
                name: "EndedBecause",
                table: "Exceptions",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "EndedBy",
                table: "Exceptions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ModelVersion",
                table: "Exceptions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Reminded",
                table: "Exceptions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RequestedAt",
                table: "Exceptions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RequestedBy",
                table: "Exceptions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Subject",
                table: "Exceptions",
                type: "character varying(60)",
                maxLength: 60,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Findings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    System = table.Column<Guid>(type: "uuid", nullable: true),
                    Title = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    Text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    About = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    RaisedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    RaisedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: false),
                    Due = table.Column<DateOnly>(type: "date", nullable: false),
                    ClaimedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Reopenings = table.Column<int>(type: "integer", nullable: false),
                    Notices = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Findings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FindingRevisions",
                columns: table => new
                {
                    Finding = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Act = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    Words = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: false),
                    Due = table.Column<DateOnly>(type: "date", nullable: false),
                    ValidFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ValidTo = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
                columnTypes: new[] { "character varying(20)", "integer" },
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
                keyColumnType: "character varying(20)",
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
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "ApprovedAt",
                table: "Exceptions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)),
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true);
        }
    }
}
