using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Ledger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "hash",
                table: "receipt",
                type: "BLOB",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "note_digest",
                table: "receipt",
                type: "BLOB",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "note_salt",
                table: "receipt",
                type: "BLOB",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "seq",
                table: "receipt",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "excerpt_digest",
                table: "delivery_attempt",
                type: "BLOB",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "excerpt_salt",
                table: "delivery_attempt",
                type: "BLOB",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "hash",
                table: "delivery_attempt",
                type: "BLOB",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "seq",
                table: "delivery_attempt",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ledger_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    unchained = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_head", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_receipt_seq",
                table: "receipt",
                column: "seq",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_delivery_attempt_seq",
                table: "delivery_attempt",
                column: "seq",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ledger_head");

            migrationBuilder.DropIndex(
                name: "ix_receipt_seq",
                table: "receipt");

            migrationBuilder.DropIndex(
                name: "ix_delivery_attempt_seq",
                table: "delivery_attempt");

            migrationBuilder.DropColumn(
                name: "hash",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "note_digest",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "note_salt",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "seq",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "excerpt_digest",
                table: "delivery_attempt");

            migrationBuilder.DropColumn(
                name: "excerpt_salt",
                table: "delivery_attempt");

            migrationBuilder.DropColumn(
                name: "hash",
                table: "delivery_attempt");

            migrationBuilder.DropColumn(
                name: "seq",
                table: "delivery_attempt");
        }
    }
}
