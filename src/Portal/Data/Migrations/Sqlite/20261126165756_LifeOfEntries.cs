using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LifeOfEntries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Proposal",
                table: "SystemRevisions",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            // What the owner proposed is the proposal as long as nobody has answered.
            migrationBuilder.Sql("""UPDATE "SystemRevisions" SET "Proposal" = "Content_ProposedTier";""");

            migrationBuilder.AddColumn<int>(
                name: "EndNotices",
                table: "Systems",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Learning",
                table: "Systems",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Outcome",
                table: "Systems",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RetiredAt",
                table: "Systems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RetiredBecause",
                table: "Systems",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "RetiredBy",
                table: "Systems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ReviewDue",
                table: "Systems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReviewNotices",
                table: "Systems",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ConfirmedClass",
                table: "SystemRevisions",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Content_Answers",
                table: "SystemRevisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ScoredClass",
                table: "SystemRevisions",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Minimal");

            migrationBuilder.CreateTable(
                name: "BusinessReviews",
                columns: table => new
                {
                    System = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Statement = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    NextDue = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BusinessReviews", x => new { x.System, x.At });
                });

            migrationBuilder.CreateTable(
                name: "Exceptions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    System = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    What = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    CompensatingControl = table.Column<string>(type: "TEXT", nullable: false),
                    ApprovedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    ApprovedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Ended = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Exceptions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SystemDocuments",
                columns: table => new
                {
                    System = table.Column<Guid>(type: "TEXT", nullable: false),
                    Digest = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    PutBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    PutAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SystemDocuments", x => new { x.System, x.Digest });
                });

            migrationBuilder.InsertData(
                table: "Sequences",
                columns: new[] { "Name", "Last" },
                columnTypes: new[] { "TEXT", "INTEGER" },
                values: new object[] { "EX", 0 });

            migrationBuilder.CreateIndex(
                name: "IX_Exceptions_Code",
                table: "Exceptions",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Exceptions_EndedAt_ExpiresAt",
                table: "Exceptions",
                columns: new[] { "EndedAt", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Exceptions_System",
                table: "Exceptions",
                column: "System");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BusinessReviews");

            migrationBuilder.DropTable(
                name: "Exceptions");

            migrationBuilder.DropTable(
                name: "SystemDocuments");

            migrationBuilder.DeleteData(
                table: "Sequences",
                keyColumn: "Name",
                keyColumnType: "TEXT",
                keyValue: "EX");

            migrationBuilder.DropColumn(
                name: "EndNotices",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "Learning",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "Outcome",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "RetiredBecause",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "RetiredBy",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "ReviewDue",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "ReviewNotices",
                table: "Systems");

            migrationBuilder.DropColumn(
                name: "ConfirmedClass",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Content_Answers",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "ScoredClass",
                table: "SystemRevisions");

            migrationBuilder.DropColumn(
                name: "Proposal",
                table: "SystemRevisions");

        }
    }
}
