using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PromotionHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "Evidence_Features",
                table: "AlertSteps",
                type: "text[]",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Evidence_From",
                table: "AlertSteps",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Evidence_IsUsual",
                table: "AlertSteps",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Evidence_Level",
                table: "AlertSteps",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Evidence_N",
                table: "AlertSteps",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Evidence_P",
                table: "AlertSteps",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Evidence_Season",
                table: "AlertSteps",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Evidence_To",
                table: "AlertSteps",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Evidence_Value",
                table: "AlertSteps",
                type: "double precision",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PromotionRevisions",
                columns: table => new
                {
                    Promotion = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    IsTold = table.Column<bool>(type: "boolean", nullable: false),
                    ValidFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ValidTo = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    AppliedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    AppliedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ClosesAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Conditions = table.Column<string>(type: "text", nullable: false),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Emergency = table.Column<string>(type: "text", nullable: true),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    PolicyNumber = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    Series = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: true),
                    StaleBy = table.Column<Guid>(type: "uuid", nullable: true),
                    StaleByRequester = table.Column<int>(type: "integer", nullable: false),
                    StaleFields = table.Column<string>(type: "text", nullable: false),
                    StaleTimes = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    StepOpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    StepsDone = table.Column<int>(type: "integer", nullable: false),
                    SubjectDigest = table.Column<string>(type: "character varying(71)", maxLength: 71, nullable: false),
                    SubmittedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Removal_At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Removal_By = table.Column<Guid>(type: "uuid", nullable: true),
                    Removal_Fallback = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Removal_Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Standstill_Lack = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    Standstill_Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Suspension_At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Suspension_By = table.Column<Guid>(type: "uuid", nullable: true),
                    Suspension_Fallback = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Suspension_Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PromotionRevisions", x => new { x.Promotion, x.Number });
                    table.ForeignKey(
                        name: "FK_PromotionRevisions_Promotions_Promotion",
                        column: x => x.Promotion,
                        principalTable: "Promotions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PromotionRounds",
                columns: table => new
                {
                    Promotion = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Case = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Change = table.Column<string>(type: "text", nullable: true),
                    UnderApproval = table.Column<Guid>(type: "uuid", nullable: true),
                    Gate = table.Column<string>(type: "text", nullable: false),
                    Subject = table.Column<string>(type: "text", nullable: false),
                    Flow = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PromotionRounds", x => new { x.Promotion, x.Number });
                    table.ForeignKey(
                        name: "FK_PromotionRounds_Promotions_Promotion",
                        column: x => x.Promotion,
                        principalTable: "Promotions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PromotionRevisions_ValidFrom_ValidTo",
                table: "PromotionRevisions",
                columns: new[] { "ValidFrom", "ValidTo" });

            migrationBuilder.CreateIndex(
                name: "IX_PromotionRounds_UnderApproval",
                table: "PromotionRounds",
                column: "UnderApproval");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PromotionRevisions");

            migrationBuilder.DropTable(
                name: "PromotionRounds");

            migrationBuilder.DropColumn(
                name: "Evidence_Features",
                table: "AlertSteps");

            migrationBuilder.DropColumn(
                name: "Evidence_From",
                table: "AlertSteps");

            migrationBuilder.DropColumn(
                name: "Evidence_IsUsual",
                table: "AlertSteps");

            migrationBuilder.DropColumn(
                name: "Evidence_Level",
                table: "AlertSteps");

            migrationBuilder.DropColumn(
                name: "Evidence_N",
                table: "AlertSteps");

            migrationBuilder.DropColumn(
                name: "Evidence_P",
                table: "AlertSteps");

            migrationBuilder.DropColumn(
                name: "Evidence_Season",
                table: "AlertSteps");

            migrationBuilder.DropColumn(
                name: "Evidence_To",
                table: "AlertSteps");

            migrationBuilder.DropColumn(
                name: "Evidence_Value",
                table: "AlertSteps");
        }
    }
}
