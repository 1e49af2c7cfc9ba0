using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReleaseHolds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "blackout",
                table: "release_item",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "decided_at",
                table: "release_item",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "decided_by",
                table: "release_item",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "held_at",
                table: "release_item",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "held_for",
                table: "release_item",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "hold_note",
                table: "release_item",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "moved_to",
                table: "release_item",
                type: "TEXT",
                maxLength: 26,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "release_item",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Planned");

            migrationBuilder.AddColumn<string>(
                name: "copied_from",
                table: "release",
                type: "TEXT",
                maxLength: 26,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "on_new_block",
                table: "release",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Go");

            migrationBuilder.CreateTable(
                name: "blackout",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    to = table.Column<long>(type: "INTEGER", nullable: false),
                    allow = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_blackout", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "release_preflight",
                columns: table => new
                {
                    release_id = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    ran_at = table.Column<long>(type: "INTEGER", nullable: false),
                    stage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    findings = table.Column<string>(type: "TEXT", nullable: false),
                    new_blocks = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_release_preflight", x => x.release_id);
                    table.ForeignKey(
                        name: "fk_release_preflight_release_release_id",
                        column: x => x.release_id,
                        principalTable: "release",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_release_item_state_held_at",
                table: "release_item",
                columns: new[] { "state", "held_at" });

            migrationBuilder.CreateIndex(
                name: "ix_release_copied_from",
                table: "release",
                column: "copied_from");

            migrationBuilder.CreateIndex(
                name: "ix_blackout_to",
                table: "blackout",
                column: "to");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "blackout");

            migrationBuilder.DropTable(
                name: "release_preflight");

            migrationBuilder.DropIndex(
                name: "ix_release_item_state_held_at",
                table: "release_item");

            migrationBuilder.DropIndex(
                name: "ix_release_copied_from",
                table: "release");

            migrationBuilder.DropColumn(
                name: "blackout",
                table: "release_item");

            migrationBuilder.DropColumn(
                name: "decided_at",
                table: "release_item");

            migrationBuilder.DropColumn(
                name: "decided_by",
                table: "release_item");

            migrationBuilder.DropColumn(
                name: "held_at",
                table: "release_item");

            migrationBuilder.DropColumn(
                name: "held_for",
                table: "release_item");

            migrationBuilder.DropColumn(
                name: "hold_note",
                table: "release_item");

            migrationBuilder.DropColumn(
                name: "moved_to",
                table: "release_item");

            migrationBuilder.DropColumn(
                name: "state",
                table: "release_item");

            migrationBuilder.DropColumn(
                name: "copied_from",
                table: "release");

            migrationBuilder.DropColumn(
                name: "on_new_block",
                table: "release");
        }
    }
}
