using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AuditPlace : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_audit_entry_at",
                table: "audit_entry");

            migrationBuilder.AddColumn<string>(
                name: "address",
                table: "audit_entry",
                type: "character varying(45)",
                maxLength: 45,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "session",
                table: "audit_entry",
                type: "character varying(36)",
                maxLength: 36,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_actor_id_at",
                table: "audit_entry",
                columns: new[] { "actor_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_at_id",
                table: "audit_entry",
                columns: new[] { "at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_audit_entry_actor_id_at",
                table: "audit_entry");

            migrationBuilder.DropIndex(
                name: "ix_audit_entry_at_id",
                table: "audit_entry");

            migrationBuilder.DropColumn(
                name: "address",
                table: "audit_entry");

            migrationBuilder.DropColumn(
                name: "session",
                table: "audit_entry");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_at",
                table: "audit_entry",
                column: "at");
        }
    }
}
