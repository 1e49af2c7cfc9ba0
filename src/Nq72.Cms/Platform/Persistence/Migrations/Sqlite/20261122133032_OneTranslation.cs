using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OneTranslation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // two that were made at the same moment: the later one goes its own way, with all it says and its link to the source
            migrationBuilder.Sql("""
                UPDATE content_item SET localization_set = id WHERE trashed_at IS NULL AND EXISTS (
                    SELECT 1 FROM content_item other WHERE other.trashed_at IS NULL
                        AND other.localization_set = content_item.localization_set AND other.lang = content_item.lang AND other.type = content_item.type
                        AND (other.created_at, other.id) < (content_item.created_at, content_item.id));
                """);
            migrationBuilder.CreateIndex(
                name: "ix_content_item_localization_set_lang_type",
                table: "content_item",
                columns: new[] { "localization_set", "lang", "type" },
                unique: true,
                filter: "trashed_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_content_item_localization_set_lang_type",
                table: "content_item");
        }
    }
}
