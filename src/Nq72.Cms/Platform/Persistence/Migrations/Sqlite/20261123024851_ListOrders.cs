using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ListOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_publication_lang_published_at_item_id",
                table: "publication",
                columns: new[] { "lang", "published_at", "item_id" });

            migrationBuilder.CreateIndex(
                name: "ix_publication_type_published_at_item_id",
                table: "publication",
                columns: new[] { "type", "published_at", "item_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_publication_lang_published_at_item_id",
                table: "publication");

            migrationBuilder.DropIndex(
                name: "ix_publication_type_published_at_item_id",
                table: "publication");
        }
    }
}
