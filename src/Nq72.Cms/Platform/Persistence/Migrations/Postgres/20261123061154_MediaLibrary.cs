using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MediaLibrary : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "media_file",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    format = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    duration_ms = table.Column<long>(type: "bigint", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    failure = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    alt = table.Column<string>(type: "text", nullable: false),
                    caption = table.Column<string>(type: "text", nullable: false),
                    credit = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    licence = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    rights_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    focus_x = table.Column<double>(type: "double precision", nullable: true),
                    focus_y = table.Column<double>(type: "double precision", nullable: true),
                    people = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    consent = table.Column<string>(type: "text", nullable: true),
                    obstacle = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    public_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lacks_alt = table.Column<bool>(type: "boolean", nullable: false),
                    folded = table.Column<string>(type: "text", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    uploaded_by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media_file", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "media_past",
                columns: table => new
                {
                    media_id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    format = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media_past", x => new { x.media_id, x.number });
                    table.ForeignKey(
                        name: "fk_media_past_media_file_media_id",
                        column: x => x.media_id,
                        principalTable: "media_file",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_media_file_public_until",
                table: "media_file",
                column: "public_until");

            migrationBuilder.CreateIndex(
                name: "ix_media_file_sha256",
                table: "media_file",
                column: "sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_media_file_state",
                table: "media_file",
                column: "state",
                filter: "state IN ('Uploaded', 'Processing')");

            migrationBuilder.CreateIndex(
                name: "ix_media_file_uploaded_at_id",
                table: "media_file",
                columns: new[] { "uploaded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_media_past_sha256",
                table: "media_past",
                column: "sha256");

            // what addresses of files are signed with
            migrationBuilder.Sql("""INSERT INTO setting (key, document) VALUES ('mediaKey', '"' || encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex') || '"');""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM setting WHERE key = 'mediaKey';");

            migrationBuilder.DropTable(
                name: "media_past");

            migrationBuilder.DropTable(
                name: "media_file");
        }
    }
}
