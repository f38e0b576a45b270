using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Labels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "JoinSources",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    System = table.Column<Guid>(type: "uuid", nullable: false),
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    Kept = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JoinSources", x => x.Id);
                    table.ForeignKey(
                        name: "FK_JoinSources_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LostLabels",
                columns: table => new
                {
                    System = table.Column<Guid>(type: "uuid", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LostLabels", x => x.System);
                    table.ForeignKey(
                        name: "FK_LostLabels_Systems_System",
                        column: x => x.System,
                        principalTable: "Systems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "QualityDays",
                columns: table => new
                {
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<int>(type: "integer", nullable: false),
                    IsStale = table.Column<bool>(type: "boolean", nullable: false),
                    CountedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Count = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QualityDays", x => new { x.ModelVersion, x.Day });
                    table.ForeignKey(
                        name: "FK_QualityDays_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "QualityWatches",
                columns: table => new
                {
                    ModelVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    JudgedUntil = table.Column<DateOnly>(type: "date", nullable: false),
                    Calm = table.Column<int>(type: "integer", nullable: false),
                    StopAsked = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QualityWatches", x => x.ModelVersion);
                    table.ForeignKey(
                        name: "FK_QualityWatches_Versions_ModelVersion",
                        column: x => x.ModelVersion,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WaitingLabels",
                columns: table => new
                {
                    System = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    Label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Group = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    Day = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingLabels", x => new { x.System, x.Key });
                    table.ForeignKey(
                        name: "FK_WaitingLabels_Systems_System",
                        column: x => x.System,
                        principalTable: "Systems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "JoinRows",
                columns: table => new
                {
                    Source = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<int>(type: "integer", nullable: false),
                    Until = table.Column<int>(type: "integer", nullable: false),
                    Prediction = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Band = table.Column<int>(type: "integer", nullable: false),
                    Segment = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Group = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JoinRows", x => new { x.Source, x.Key });
                    table.ForeignKey(
                        name: "FK_JoinRows_JoinSources_Source",
                        column: x => x.Source,
                        principalTable: "JoinSources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_JoinRows_Source_Day",
                table: "JoinRows",
                columns: new[] { "Source", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_JoinRows_Until",
                table: "JoinRows",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_JoinSources_ModelVersion",
                table: "JoinSources",
                column: "ModelVersion",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JoinSources_System",
                table: "JoinSources",
                column: "System");

            migrationBuilder.CreateIndex(
                name: "IX_QualityDays_IsStale",
                table: "QualityDays",
                column: "IsStale");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingLabels_Day",
                table: "WaitingLabels",
                column: "Day");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "JoinRows");

            migrationBuilder.DropTable(
                name: "LostLabels");

            migrationBuilder.DropTable(
                name: "QualityDays");

            migrationBuilder.DropTable(
                name: "QualityWatches");

            migrationBuilder.DropTable(
                name: "WaitingLabels");

            migrationBuilder.DropTable(
                name: "JoinSources");
        }
    }
}
