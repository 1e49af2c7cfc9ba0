using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres
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
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "poster_at_ms",
                table: "media_file",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "poster_is_dark",
                table: "media_file",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "poster_ms",
                table: "media_file",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "spoken",
                table: "media_file",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "media_captions",
                columns: table => new
                {
                    media_id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    lang = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    cues = table.Column<int>(type: "integer", nullable: false),
                    transcript = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
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
                    media_id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    format = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    duration_ms = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false)
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
