using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite;

/// <summary>
/// What the model cannot say, written by hand: intervals of one item never overlap, and what a version says never changes.
/// A later migration that rebuilds one of these tables drops its triggers: make them again there (a test looks).
/// </summary>
[DbContext(typeof(SqliteCmsDb))]
[Migration("20261122235959_Guards")]
public sealed class Guards : Migration
{
    private const string Overlaps = """
        EXISTS (SELECT 1 FROM publication other WHERE other.item_id = NEW.item_id AND other.id <> NEW.id
            AND other.visible_from < COALESCE(NEW.visible_until, 9223372036854775807)
            AND NEW.visible_from < COALESCE(other.visible_until, 9223372036854775807))
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"CREATE TRIGGER publication_no_overlap_insert BEFORE INSERT ON publication WHEN {Overlaps} BEGIN SELECT RAISE(ABORT, 'publication_no_overlap'); END;");
        migrationBuilder.Sql($"CREATE TRIGGER publication_no_overlap_update BEFORE UPDATE OF item_id, visible_from, visible_until ON publication WHEN {Overlaps} BEGIN SELECT RAISE(ABORT, 'publication_no_overlap'); END;");
        migrationBuilder.Sql("CREATE TRIGGER content_version_immutable BEFORE UPDATE OF item_id, number, document, title, slug, author_id ON content_version BEGIN SELECT RAISE(ABORT, 'content_version_immutable'); END;");
        migrationBuilder.Sql("CREATE TRIGGER content_version_kept BEFORE DELETE ON content_version BEGIN SELECT RAISE(ABORT, 'content_version_immutable'); END;");
    }
}
