using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class StandingApprovals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Terms",
                table: "Promotions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "UnderApproval",
                table: "Promotions",
                type: "uuid",
                nullable: true);

            migrationBuilder.InsertData(
                table: "Sequences",
                columns: new[] { "Name", "Last" },
                columnTypes: new[] { "character varying(20)", "integer" },
                values: new object[] { "SA", 0 });

            migrationBuilder.CreateIndex(
                name: "IX_Promotions_UnderApproval",
                table: "Promotions",
                column: "UnderApproval");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Promotions_UnderApproval",
                table: "Promotions");

            migrationBuilder.DeleteData(
                table: "Sequences",
                keyColumn: "Name",
                keyColumnType: "character varying(20)",
                keyValue: "SA");

            migrationBuilder.DropColumn(
                name: "Terms",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "UnderApproval",
                table: "Promotions");
        }
    }
}
