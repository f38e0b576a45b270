using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PromotionHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Evidence_Features",
                table: "AlertSteps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Evidence_From",
                table: "AlertSteps",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Evidence_IsUsual",
                table: "AlertSteps",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Evidence_Level",
                table: "AlertSteps",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Evidence_N",
                table: "AlertSteps",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Evidence_P",
                table: "AlertSteps",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Evidence_Season",
                table: "AlertSteps",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Evidence_To",
                table: "AlertSteps",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Evidence_Value",
                table: "AlertSteps",
                type: "REAL",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PromotionRevisions",
                columns: table => new
                {
                    Promotion = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    IsTold = table.Column<bool>(type: "INTEGER", nullable: false),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: true),
                    AppliedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AppliedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ClosesAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Conditions = table.Column<string>(type: "TEXT", nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Emergency = table.Column<string>(type: "TEXT", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    PolicyNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Series = table.Column<string>(type: "TEXT", maxLength: 71, nullable: true),
                    StaleBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    StaleByRequester = table.Column<int>(type: "INTEGER", nullable: false),
                    StaleFields = table.Column<string>(type: "TEXT", nullable: false),
                    StaleTimes = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StepOpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StepsDone = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectDigest = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    SubmittedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Removal_At = table.Column<long>(type: "INTEGER", nullable: true),
                    Removal_By = table.Column<Guid>(type: "TEXT", nullable: true),
                    Removal_Fallback = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Removal_Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Standstill_Lack = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Standstill_Since = table.Column<long>(type: "INTEGER", nullable: true),
                    Suspension_At = table.Column<long>(type: "INTEGER", nullable: true),
                    Suspension_By = table.Column<Guid>(type: "TEXT", nullable: true),
                    Suspension_Fallback = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Suspension_Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
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
                    Promotion = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Case = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Change = table.Column<string>(type: "TEXT", nullable: true),
                    UnderApproval = table.Column<Guid>(type: "TEXT", nullable: true),
                    Gate = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    Flow = table.Column<string>(type: "TEXT", nullable: false)
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
