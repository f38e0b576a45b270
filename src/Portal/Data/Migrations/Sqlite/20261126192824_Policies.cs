using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Policies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "BegunAt",
                table: "Promotions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "DueAt",
                table: "Promotions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Flow",
                table: "Promotions",
                type: "TEXT",
                nullable: false,
                defaultValue: "{\"key\":\"first\",\"name\":\"Technical, then the seats Risk and Legal\",\"steps\":[{\"kind\":\"Technical\",\"roles\":[\"TechnicalReviewer\"],\"signatures\":1,\"board\":null},{\"kind\":\"Board\",\"roles\":[\"BoardMember\"],\"signatures\":0,\"board\":{\"seats\":[\"Risk\",\"Legal\"],\"participation\":100,\"approvals\":2,\"oneOf\":[]}}]}");

            // Requests from before there were policies keep the flow that decided them.
            migrationBuilder.Sql("UPDATE \"Promotions\" SET \"BegunAt\" = \"SubmittedAt\", \"DueAt\" = \"SubmittedAt\"");

            migrationBuilder.CreateTable(
                name: "Policies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Yaml = table.Column<string>(type: "TEXT", nullable: false),
                    Digest = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    BasedOn = table.Column<int>(type: "INTEGER", nullable: true),
                    BegunAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ProposedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ProposedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Remarks = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    PublishedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Loosens = table.Column<bool>(type: "INTEGER", nullable: false),
                    OpenRequests = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Simulated = table.Column<string>(type: "TEXT", maxLength: 71, nullable: true),
                    SimulatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Simulation = table.Column<string>(type: "TEXT", nullable: false),
                    Notices = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Policies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PolicyEditors",
                columns: table => new
                {
                    Policy = table.Column<Guid>(type: "TEXT", nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyEditors", x => new { x.Policy, x.Person });
                    table.ForeignKey(
                        name: "FK_PolicyEditors_Policies_Policy",
                        column: x => x.Policy,
                        principalTable: "Policies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Policies_Number",
                table: "Policies",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Policies_State",
                table: "Policies",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PolicyEditors");

            migrationBuilder.DropTable(
                name: "Policies");

            migrationBuilder.DropColumn(
                name: "BegunAt",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "Promotions");

            migrationBuilder.DropColumn(
                name: "Flow",
                table: "Promotions");
        }
    }
}
