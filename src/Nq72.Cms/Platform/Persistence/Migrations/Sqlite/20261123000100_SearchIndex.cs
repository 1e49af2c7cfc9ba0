using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "search_text",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    item_id = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    title_folded = table.Column<string>(type: "TEXT", nullable: false),
                    summary_folded = table.Column<string>(type: "TEXT", nullable: false)
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

            // what the model cannot say: the tokens of each row, as FTS5 keeps them. They are made by the program, so that nothing but blanks parts them here
            migrationBuilder.Sql("CREATE VIRTUAL TABLE search_text_index USING fts5 (tokens, content = '', columnsize = 0, detail = none, tokenize = \"ascii tokenchars '=_'\");");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "search_text_index");

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
