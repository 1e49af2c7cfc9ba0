using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ImageRenditions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "colour",
                table: "media_file",
                type: "TEXT",
                maxLength: 7,
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "crop_x",
                table: "media_file",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "crop_y",
                table: "media_file",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "from_file",
                table: "media_file",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<bool>(
                name: "had_position",
                table: "media_file",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "placeholder",
                table: "media_file",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "media_rendition",
                columns: table => new
                {
                    media_id = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    shape = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    format = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    width = table.Column<int>(type: "INTEGER", nullable: false),
                    height = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media_rendition", x => new { x.media_id, x.shape, x.format, x.width });
                    table.ForeignKey(
                        name: "fk_media_rendition_media_file_media_id",
                        column: x => x.media_id,
                        principalTable: "media_file",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_work",
                columns: table => new
                {
                    media_id = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    queued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    not_before = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    refusal = table.Column<string>(type: "TEXT", nullable: true),
                    leased_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media_work", x => new { x.media_id, x.kind });
                    table.ForeignKey(
                        name: "fk_media_work_media_file_media_id",
                        column: x => x.media_id,
                        principalTable: "media_file",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_media_rendition_sha256",
                table: "media_rendition",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "ix_media_work_state_not_before",
                table: "media_work",
                columns: new[] { "state", "not_before" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "media_rendition");

            migrationBuilder.DropTable(
                name: "media_work");

            migrationBuilder.DropColumn(
                name: "colour",
                table: "media_file");

            migrationBuilder.DropColumn(
                name: "crop_x",
                table: "media_file");

            migrationBuilder.DropColumn(
                name: "crop_y",
                table: "media_file");

            migrationBuilder.DropColumn(
                name: "from_file",
                table: "media_file");

            migrationBuilder.DropColumn(
                name: "had_position",
                table: "media_file");

            migrationBuilder.DropColumn(
                name: "placeholder",
                table: "media_file");
        }
    }
}
