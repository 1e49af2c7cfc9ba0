using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ChangedEpoch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_publication_visible_from",
                table: "publication");

            migrationBuilder.AddColumn<long>(
                name: "changed_epoch",
                table: "publication",
                type: "bigint",
                nullable: false,
                // what stands already was there before anybody could ask what changed
                defaultValue: 1L);

            migrationBuilder.CreateIndex(
                name: "ix_publication_changed_epoch",
                table: "publication",
                column: "changed_epoch");

            migrationBuilder.CreateIndex(
                name: "ix_publication_visible_from_item_id",
                table: "publication",
                columns: new[] { "visible_from", "item_id" });

            // what sync tokens are signed with
            migrationBuilder.Sql("""INSERT INTO setting (key, document) VALUES ('syncKey', '"' || encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex') || '"');""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_publication_changed_epoch",
                table: "publication");

            migrationBuilder.DropIndex(
                name: "ix_publication_visible_from_item_id",
                table: "publication");

            migrationBuilder.DropColumn(
                name: "changed_epoch",
                table: "publication");

            migrationBuilder.CreateIndex(
                name: "ix_publication_visible_from",
                table: "publication",
                column: "visible_from");
        }
    }
}
