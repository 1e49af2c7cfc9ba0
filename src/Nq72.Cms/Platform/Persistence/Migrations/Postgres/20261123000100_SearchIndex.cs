using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SearchIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "search_form",
                table: "content_version",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "search_text",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    item_id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    title_folded = table.Column<string>(type: "text", nullable: false),
                    summary_folded = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_text", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_content_version_search_form",
                table: "content_version",
                column: "search_form",
                filter: "search_form = 0");

            migrationBuilder.CreateIndex(
                name: "ix_search_text_item_id_number",
                table: "search_text",
                columns: new[] { "item_id", "number" },
                unique: true);

            // what the model cannot say: the tokens of each row. They are made by the program, so that no configuration of this server parts or folds them
            migrationBuilder.Sql("ALTER TABLE search_text ADD COLUMN tokens tsvector NOT NULL;");
            migrationBuilder.Sql("CREATE INDEX ix_search_text_tokens ON search_text USING gin (tokens);");
            // Where most rows fit, the planner would read them all, and unpack the tokens of each, which it takes to cost nothing
            migrationBuilder.Sql("""
                CREATE FUNCTION search_text_rows(wanted tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off
                    AS 'SELECT id FROM search_text WHERE tokens @@ wanted';
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP FUNCTION search_text_rows;");

            migrationBuilder.DropTable(
                name: "search_text");

            migrationBuilder.DropIndex(
                name: "ix_content_version_search_form",
                table: "content_version");

            migrationBuilder.DropColumn(
                name: "search_form",
                table: "content_version");
        }
    }
}
