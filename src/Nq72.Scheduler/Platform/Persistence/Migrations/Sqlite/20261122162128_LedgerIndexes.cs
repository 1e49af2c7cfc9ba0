using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LedgerIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_delivery_channel_destination_id",
                table: "delivery",
                columns: new[] { "channel", "destination", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_delivery_retraction",
                table: "delivery",
                column: "accepted_at",
                filter: "operation = 'Retract'");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_state_id",
                table: "delivery",
                columns: new[] { "state", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_delivery_channel_destination_id",
                table: "delivery");

            migrationBuilder.DropIndex(
                name: "ix_delivery_retraction",
                table: "delivery");

            migrationBuilder.DropIndex(
                name: "ix_delivery_state_id",
                table: "delivery");
        }
    }
}
