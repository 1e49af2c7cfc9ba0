using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Circuits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "failures",
                table: "destination",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "last_error",
                table: "destination",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "last_status",
                table: "destination",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "next_probe_at",
                table: "destination",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "recovered_at",
                table: "destination",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "since",
                table: "destination",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "trial_id",
                table: "destination",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "cancel_asked",
                table: "delivery",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "lost_leases",
                table: "delivery",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "deduplicates",
                table: "channel",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateIndex(
                name: "ix_destination_probe",
                table: "destination",
                column: "next_probe_at",
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_held",
                table: "delivery",
                columns: new[] { "channel", "destination" },
                filter: "state = 'Held'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_destination_probe",
                table: "destination");

            migrationBuilder.DropIndex(
                name: "ix_delivery_held",
                table: "delivery");

            migrationBuilder.DropColumn(
                name: "failures",
                table: "destination");

            migrationBuilder.DropColumn(
                name: "last_error",
                table: "destination");

            migrationBuilder.DropColumn(
                name: "last_status",
                table: "destination");

            migrationBuilder.DropColumn(
                name: "next_probe_at",
                table: "destination");

            migrationBuilder.DropColumn(
                name: "recovered_at",
                table: "destination");

            migrationBuilder.DropColumn(
                name: "since",
                table: "destination");

            migrationBuilder.DropColumn(
                name: "trial_id",
                table: "destination");

            migrationBuilder.DropColumn(
                name: "cancel_asked",
                table: "delivery");

            migrationBuilder.DropColumn(
                name: "lost_leases",
                table: "delivery");

            migrationBuilder.DropColumn(
                name: "deduplicates",
                table: "channel");
        }
    }
}
