using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PayloadRedactions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "redacted_at",
                table: "delivery_payload",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "redacted_at",
                table: "delivery_payload");
        }
    }
}
