using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Tracking : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Experiments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    ArtifactLocation = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    System = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsDeleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Experiments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LoggedModels",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Experiment = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: false),
                    Run = table.Column<Guid>(type: "TEXT", nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ArtifactUri = table.Column<string>(type: "TEXT", nullable: false),
                    IsDeleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LoggedModels", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MetricPoints",
                columns: table => new
                {
                    Run = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Step = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Value = table.Column<double>(type: "REAL", nullable: false),
                    IsNan = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MetricPoints", x => new { x.Run, x.Key, x.Step, x.At, x.Value, x.IsNan });
                });

            migrationBuilder.CreateTable(
                name: "ModelAliases",
                columns: table => new
                {
                    Model = table.Column<Guid>(type: "TEXT", nullable: false),
                    Alias = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelAliases", x => new { x.Model, x.Alias });
                });

            migrationBuilder.CreateTable(
                name: "RegisteredModels",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    System = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsHidden = table.Column<bool>(type: "INTEGER", nullable: false),
                    LastNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisteredModels", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RegisteredVersions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Model = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Folder = table.Column<Guid>(type: "TEXT", nullable: true),
                    FolderPath = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Run = table.Column<Guid>(type: "TEXT", nullable: true),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    Sealed = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsHidden = table.Column<bool>(type: "INTEGER", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisteredVersions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RunInputs",
                columns: table => new
                {
                    Run = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    ClientDigest = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    SourceType = table.Column<string>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Schema = table.Column<string>(type: "TEXT", nullable: false),
                    Profile = table.Column<string>(type: "TEXT", nullable: false),
                    Context = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunInputs", x => new { x.Run, x.Name, x.ClientDigest });
                });

            migrationBuilder.CreateTable(
                name: "TrackedFiles",
                columns: table => new
                {
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", maxLength: 71, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrackedFiles", x => new { x.Owner, x.Path });
                });

            migrationBuilder.CreateTable(
                name: "TrackedMetrics",
                columns: table => new
                {
                    Run = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Value = table.Column<double>(type: "REAL", nullable: false),
                    IsNan = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Step = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrackedMetrics", x => new { x.Run, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "TrackedRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Experiment = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ArtifactUri = table.Column<string>(type: "TEXT", nullable: false),
                    IsDeleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    System = table.Column<Guid>(type: "TEXT", nullable: true),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrackedRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TrackedTexts",
                columns: table => new
                {
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrackedTexts", x => new { x.Owner, x.Kind, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "VersionNamedContributors",
                columns: table => new
                {
                    Version = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: true),
                    AssignedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    AssignedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VersionNamedContributors", x => new { x.Version, x.Name });
                    table.ForeignKey(
                        name: "FK_VersionNamedContributors_Versions_Version",
                        column: x => x.Version,
                        principalTable: "Versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "Experiments",
                columns: new[] { "Id", "ArtifactLocation", "By", "ChangedAt", "CreatedAt", "IsDeleted", "Name", "Number", "System", "Version" },
                values: new object[] { new Guid("00000000-0000-7000-8000-000000000000"), "mlflow-artifacts:/0", null, 621355968000000000L, 621355968000000000L, false, "Default", 0, null, 0 });

            migrationBuilder.InsertData(
                table: "Sequences",
                columns: new[] { "Name", "Last" },
                columnTypes: new[] { "TEXT", "INTEGER" },
                values: new object[] { "EXPERIMENT", 0 });

            migrationBuilder.CreateIndex(
                name: "IX_Experiments_Name",
                table: "Experiments",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Experiments_Number",
                table: "Experiments",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LoggedModels_Experiment",
                table: "LoggedModels",
                column: "Experiment");

            migrationBuilder.CreateIndex(
                name: "IX_LoggedModels_Run",
                table: "LoggedModels",
                column: "Run");

            migrationBuilder.CreateIndex(
                name: "IX_RegisteredModels_Name",
                table: "RegisteredModels",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RegisteredModels_System",
                table: "RegisteredModels",
                column: "System");

            migrationBuilder.CreateIndex(
                name: "IX_RegisteredVersions_Folder",
                table: "RegisteredVersions",
                column: "Folder");

            migrationBuilder.CreateIndex(
                name: "IX_RegisteredVersions_Model_Number",
                table: "RegisteredVersions",
                columns: new[] { "Model", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RegisteredVersions_Run",
                table: "RegisteredVersions",
                column: "Run");

            migrationBuilder.CreateIndex(
                name: "IX_RegisteredVersions_Sealed",
                table: "RegisteredVersions",
                column: "Sealed");

            migrationBuilder.CreateIndex(
                name: "IX_TrackedMetrics_Key_Value_Run",
                table: "TrackedMetrics",
                columns: new[] { "Key", "Value", "Run" });

            migrationBuilder.CreateIndex(
                name: "IX_TrackedRuns_Experiment_IsDeleted_StartedAt",
                table: "TrackedRuns",
                columns: new[] { "Experiment", "IsDeleted", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TrackedRuns_System",
                table: "TrackedRuns",
                column: "System");

            migrationBuilder.CreateIndex(
                name: "IX_TrackedTexts_Key_Kind",
                table: "TrackedTexts",
                columns: new[] { "Key", "Kind" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Experiments");

            migrationBuilder.DropTable(
                name: "LoggedModels");

            migrationBuilder.DropTable(
                name: "MetricPoints");

            migrationBuilder.DropTable(
                name: "ModelAliases");

            migrationBuilder.DropTable(
                name: "RegisteredModels");

            migrationBuilder.DropTable(
                name: "RegisteredVersions");

            migrationBuilder.DropTable(
                name: "RunInputs");

            migrationBuilder.DropTable(
                name: "TrackedFiles");

            migrationBuilder.DropTable(
                name: "TrackedMetrics");

            migrationBuilder.DropTable(
                name: "TrackedRuns");

            migrationBuilder.DropTable(
                name: "TrackedTexts");

            migrationBuilder.DropTable(
                name: "VersionNamedContributors");

            migrationBuilder.DeleteData(
                table: "Sequences",
                keyColumn: "Name",
                keyColumnType: "TEXT",
                keyValue: "EXPERIMENT");
        }
    }
}
