using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class VersionRedactions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "redacted_at",
                table: "content_version",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "redactions",
                table: "content_version",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // what a version says changes in one way only: personal data is blacked out, and counted
            migrationBuilder.Sql("DROP TRIGGER content_version_immutable ON content_version;");
            migrationBuilder.Sql("""
                CREATE TRIGGER content_version_immutable BEFORE UPDATE OF item_id, number, document, title, slug, author_id ON content_version FOR EACH ROW
                WHEN (NEW.redactions <> OLD.redactions + 1 OR NEW.item_id <> OLD.item_id OR NEW.number <> OLD.number OR NEW.author_id <> OLD.author_id)
                EXECUTE FUNCTION content_version_immutable();
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
