using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres;

/// <summary>What the model cannot say, written by hand: intervals of one item never overlap, what a version says never changes, and Vietnamese order.</summary>
[DbContext(typeof(PostgresCmsDb))]
[Migration("20261122235959_Guards")]
public sealed class Guards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE EXTENSION IF NOT EXISTS btree_gist;");
        migrationBuilder.Sql("CREATE COLLATION IF NOT EXISTS vietnamese (provider = icu, locale = 'vi-VN');");
        migrationBuilder.Sql("""
            ALTER TABLE publication ADD CONSTRAINT publication_no_overlap
                EXCLUDE USING gist (item_id WITH =, tstzrange(visible_from, visible_until) WITH &&) DEFERRABLE INITIALLY IMMEDIATE;
            """);
        migrationBuilder.Sql("""
            CREATE FUNCTION content_version_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'content_version_immutable';
            END $$;
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER content_version_immutable BEFORE UPDATE OF item_id, number, document, title, slug, author_id ON content_version
                FOR EACH ROW EXECUTE FUNCTION content_version_immutable();
            """);
        migrationBuilder.Sql("CREATE TRIGGER content_version_kept BEFORE DELETE ON content_version FOR EACH ROW EXECUTE FUNCTION content_version_immutable();");
    }
}
