using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FailedAttempts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "failures",
                table: "delivery",
                type: "integer",
                nullable: false,
                defaultValue: 0);
            // what waits for another try stays on its step
            migrationBuilder.Sql("UPDATE delivery SET failures = attempts WHERE state = 'Retrying'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "failures",
                table: "delivery");
        }
    }
}
