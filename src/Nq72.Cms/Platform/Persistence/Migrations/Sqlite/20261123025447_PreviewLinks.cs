using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    item_id = table.Column<string>(type: "TEXT", maxLength: 26, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: true),
                    path = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    as_of = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    withdrawn_by = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
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
            migrationBuilder.Sql("""INSERT INTO setting (key, document) VALUES ('previewKey', '"' || lower(hex(randomblob(32))) || '"');""");
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
