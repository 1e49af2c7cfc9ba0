using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PendingUploads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "pending_upload",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    metadata = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    replaces = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    owner_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    media_id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    is_existing = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pending_upload", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_pending_upload_expires_at",
                table: "pending_upload",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_pending_upload_owner_id_expires_at",
                table: "pending_upload",
                columns: new[] { "owner_id", "expires_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "pending_upload");
        }
    }
}
