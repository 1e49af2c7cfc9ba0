using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PayloadRedactions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "redacted_at",
                table: "delivery_payload",
                type: "timestamp with time zone",
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
