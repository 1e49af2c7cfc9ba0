using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HubTopics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "hub_topic",
                columns: table => new
                {
                    hub = table.Column<string>(type: "TEXT", maxLength: 140, nullable: false),
                    selection = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    told = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    told_at = table.Column<long>(type: "INTEGER", nullable: true),
                    tried = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    failing_since = table.Column<long>(type: "INTEGER", nullable: true),
                    leased_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hub_topic", x => new { x.hub, x.selection });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hub_topic");
        }
    }
}
