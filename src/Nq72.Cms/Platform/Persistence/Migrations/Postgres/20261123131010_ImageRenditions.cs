using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ImageRenditions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "failure",
                table: "media_file",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(2000)",
                oldMaxLength: 2000,
                oldNullable: true);

            migrationBuilder.AddColumn<string>(
                name: "colour",
                table: "media_file",
                type: "character varying(7)",
                maxLength: 7,
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "crop_x",
                table: "media_file",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "crop_y",
                table: "media_file",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "from_file",
                table: "media_file",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<bool>(
                name: "had_position",
                table: "media_file",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "placeholder",
                table: "media_file",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "media_rendition",
                columns: table => new
                {
                    media_id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    shape = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    format = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false)
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
                    media_id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    queued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    refusal = table.Column<string>(type: "text", nullable: true),
                    leased_by = table.Column<Guid>(type: "uuid", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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

            migrationBuilder.AlterColumn<string>(
                name: "failure",
                table: "media_file",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);
        }
    }
}
