using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ToldDeliveries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_delivery_told",
                table: "delivery",
                column: "id",
                filter: "operation <> 'Publish'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_delivery_told",
                table: "delivery");
        }
    }
}
