using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeskSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "retired_at",
                table: "taxonomy_term",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "notice_read",
                columns: table => new
                {
                    person = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    notice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    read_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_read", x => new { x.person, x.notice_id });
                    table.ForeignKey(
                        name: "fk_notice_read_notice_notice_id",
                        column: x => x.notice_id,
                        principalTable: "notice",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_choice",
                columns: table => new
                {
                    person = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    choice = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_choice", x => new { x.person, x.choice });
                });

            migrationBuilder.CreateIndex(
                name: "ix_notice_read_notice_id",
                table: "notice_read",
                column: "notice_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "notice_read");

            migrationBuilder.DropTable(
                name: "person_choice");

            migrationBuilder.DropColumn(
                name: "retired_at",
                table: "taxonomy_term");
        }
    }
}
