using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Policies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "BegunAt",
                table: "Promotions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DueAt",
                table: "Promotions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<string>(
                name: "Flow",
                table: "Promotions",
                type: "text",
                nullable: false,
                defaultValue: "{\"key\":\"first\",\"name\":\"Technical, then the seats Risk and Legal\",\"steps\":[{\"kind\":\"Technical\",\"roles\":[\"TechnicalReviewer\"],\"signatures\":1,\"board\":null},{\"kind\":\"Board\",\"roles\":[\"BoardMember\"],\"signatures\":0,\"board\":{\"seats\":[\"Risk\",\"Legal\"],\"participation\":100,\"approvals\":2,\"oneOf\":[]}}]}");

            // Requests from before there were policies keep the flow that decided them.
            migrationBuilder.Sql("UPDATE \"Promotions\" SET \"BegunAt\" = \"SubmittedAt\", \"DueAt\" = \"SubmittedAt\"");

            migrationBuilder.CreateTable(
                name: "Policies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: true),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Yaml = table.Column<string>(type: "text", nullable: false),
                    Digest = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: false),
                    BasedOn = table.Column<int>(type: "integer", nullable: true),
                    BegunAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    ProposedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ProposedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Remarks = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    PublishedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    PublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Loosens = table.Column<bool>(type: "boolean", nullable: false),
                    OpenRequests = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Simulated = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: true),
                    SimulatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Simulation = table.Column<string>(type: "text", nullable: false),
                    Notices = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Policies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PolicyEditors",
                columns: table => new
                {
                    Policy = table.Column<Guid>(type: "uuid", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
