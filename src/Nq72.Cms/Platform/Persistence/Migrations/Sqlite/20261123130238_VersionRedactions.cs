using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class VersionRedactions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "redacted_at",
                table: "content_version",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "redactions",
                table: "content_version",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            // what a version says changes in one way only: personal data is blacked out, and counted
            migrationBuilder.Sql("DROP TRIGGER content_version_immutable;");
            migrationBuilder.Sql("""
                CREATE TRIGGER content_version_immutable BEFORE UPDATE OF item_id, number, document, title, slug, author_id ON content_version
                WHEN NEW.redactions <> OLD.redactions + 1 OR NEW.item_id <> OLD.item_id OR NEW.number <> OLD.number OR NEW.author_id <> OLD.author_id
                BEGIN SELECT RAISE(ABORT, 'content_version_immutable'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "redacted_at",
                table: "content_version");

            migrationBuilder.DropColumn(
                name: "redactions",
                table: "content_version");
        }
    }
}
