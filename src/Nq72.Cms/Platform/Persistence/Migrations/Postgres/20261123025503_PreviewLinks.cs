using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PreviewLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "preview_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    item_id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: true),
                    path = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: true),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_preview_link", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_preview_link_created_at_id",
                table: "preview_link",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_preview_link_item_id_created_at",
                table: "preview_link",
                columns: new[] { "item_id", "created_at" });

            // what preview links are signed with
            migrationBuilder.Sql("""INSERT INTO setting (key, document) VALUES ('previewKey', '"' || encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex') || '"');""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM setting WHERE key = 'previewKey';");

            migrationBuilder.DropTable(
                name: "preview_link");
        }
    }
}
