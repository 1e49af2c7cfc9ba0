using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Nq72.Cms.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TokenTerms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "origins",
                table: "api_token",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "per_day",
                table: "api_token",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "per_minute",
                table: "api_token",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "previous_hash",
                table: "api_token",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "previous_holds_until",
                table: "api_token",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "previous_used_at",
                table: "api_token",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "token_usage",
                columns: table => new
                {
                    token_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    requests = table.Column<long>(type: "INTEGER", nullable: false),
                    not_modified = table.Column<long>(type: "INTEGER", nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    refused = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_token_usage", x => new { x.token_id, x.day });
                    table.ForeignKey(
                        name: "fk_token_usage_api_token_token_id",
                        column: x => x.token_id,
                        principalTable: "api_token",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_token_previous_hash",
                table: "api_token",
                column: "previous_hash");

            migrationBuilder.CreateIndex(
                name: "ix_token_usage_day",
                table: "token_usage",
                column: "day");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "token_usage");

            migrationBuilder.DropIndex(
                name: "ix_api_token_previous_hash",
                table: "api_token");

            migrationBuilder.DropColumn(
                name: "origins",
                table: "api_token");

            migrationBuilder.DropColumn(
                name: "per_day",
                table: "api_token");

            migrationBuilder.DropColumn(
                name: "per_minute",
                table: "api_token");

            migrationBuilder.DropColumn(
                name: "previous_hash",
                table: "api_token");

            migrationBuilder.DropColumn(
                name: "previous_holds_until",
                table: "api_token");

            migrationBuilder.DropColumn(
                name: "previous_used_at",
                table: "api_token");
        }
    }
}
