using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Broadcasts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "broadcast",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    slot = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    item_id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    lang = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    priority = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    seconds = table.Column<double>(type: "double precision", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    told_by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    unplaced = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_broadcast", x => x.id);
                    table.ForeignKey(
                        name: "fk_broadcast_content_version_item_id_version",
                        columns: x => new { x.item_id, x.version },
                        principalTable: "content_version",
                        principalColumns: new[] { "item_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_broadcast_day_place_slot_position",
                table: "broadcast",
                columns: new[] { "day", "place", "slot", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_broadcast_item_id_place",
                table: "broadcast",
                columns: new[] { "item_id", "place" });

            migrationBuilder.CreateIndex(
                name: "ix_broadcast_item_id_version",
                table: "broadcast",
                columns: new[] { "item_id", "version" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "broadcast");
        }
    }
}
