using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RateWatches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RateWatches",
                columns: table => new
                {
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    Metric = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Of = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Held = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    JudgedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Calm = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RateWatches", x => new { x.ModelVersion, x.Metric, x.Of });
                    table.ForeignKey(
                        name: "FK_RateWatches_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RateWatches");
        }
    }
}
