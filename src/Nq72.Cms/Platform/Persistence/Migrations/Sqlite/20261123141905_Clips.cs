using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Clips : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "percent",
                table: "media_work",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "poster_at_ms",
                table: "media_file",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "poster_is_dark",
                table: "media_file",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "poster_ms",
                table: "media_file",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "spoken",
                table: "media_file",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "media_captions",
                columns: table => new
                {
                    media_id = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    lang = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    cues = table.Column<int>(type: "INTEGER", nullable: false),
                    transcript = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media_captions", x => new { x.media_id, x.kind, x.lang });
                    table.ForeignKey(
                        name: "fk_media_captions_media_file_media_id",
                        column: x => x.media_id,
                        principalTable: "media_file",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_playable",
                columns: table => new
                {
                    media_id = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    format = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    width = table.Column<int>(type: "INTEGER", nullable: false),
                    height = table.Column<int>(type: "INTEGER", nullable: false),
                    duration_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media_playable", x => new { x.media_id, x.format });
                    table.ForeignKey(
                        name: "fk_media_playable_media_file_media_id",
                        column: x => x.media_id,
                        principalTable: "media_file",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_media_captions_sha256",
                table: "media_captions",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "ix_media_playable_sha256",
                table: "media_playable",
                column: "sha256");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "media_captions");

            migrationBuilder.DropTable(
                name: "media_playable");

            migrationBuilder.DropColumn(
                name: "percent",
                table: "media_work");

            migrationBuilder.DropColumn(
                name: "poster_at_ms",
                table: "media_file");

            migrationBuilder.DropColumn(
                name: "poster_is_dark",
                table: "media_file");

            migrationBuilder.DropColumn(
                name: "poster_ms",
                table: "media_file");

            migrationBuilder.DropColumn(
                name: "spoken",
                table: "media_file");
        }
    }
}
