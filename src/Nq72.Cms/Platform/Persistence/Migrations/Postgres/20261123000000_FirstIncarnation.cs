using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres;

/// <summary>Names the installation's first life, written by hand: a restore names the next one.</summary>
[DbContext(typeof(PostgresCmsDb))]
[Migration("20261123000000_FirstIncarnation")]
public sealed class FirstIncarnation : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""INSERT INTO setting (key, document) VALUES ('incarnation', '{"id":"' || substr(md5(random()::text || clock_timestamp()::text), 1, 12) || '"}');""");
}
