using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Sqlite;

/// <summary>
/// What the model cannot say, written by hand: attempts and receipts are only ever added, their free text can be blanked and nothing else, and
/// the chain's head moves only onward. A later migration that rebuilds one of these tables drops its triggers: make them again there.
/// </summary>
[DbContext(typeof(SqliteSchedulerDb))]
[Migration("20261122140557_LedgerGuards")]
public sealed class LedgerGuards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("INSERT INTO ledger_head (id, seq, hash, unchained) SELECT 1, 0, zeroblob(32), (SELECT COUNT(*) FROM delivery_attempt) + (SELECT COUNT(*) FROM receipt);");
        Refuse(migrationBuilder, "delivery_attempt_append_only", "UPDATE OF id, delivery_id, number, started_at, ended_at, outcome, code, http_status, milliseconds, excerpt_digest, seq, hash ON delivery_attempt");
        Refuse(migrationBuilder, "delivery_attempt_excerpt", "UPDATE OF excerpt, excerpt_salt ON delivery_attempt WHEN NEW.excerpt IS NOT NULL OR NEW.excerpt_salt IS NOT NULL");
        Refuse(migrationBuilder, "delivery_attempt_kept", "DELETE ON delivery_attempt");
        Refuse(migrationBuilder, "receipt_append_only", "UPDATE OF id, delivery_id, kind, \"at\", \"by\", recorded_at, note_digest, seq, hash ON receipt");
        Refuse(migrationBuilder, "receipt_note", "UPDATE OF note, note_salt ON receipt WHEN NEW.note IS NOT NULL OR NEW.note_salt IS NOT NULL");
        Refuse(migrationBuilder, "receipt_kept", "DELETE ON receipt");
        Refuse(migrationBuilder, "ledger_head_onward", "UPDATE ON ledger_head WHEN NEW.seq <= OLD.seq OR NEW.unchained <> OLD.unchained");
        Refuse(migrationBuilder, "ledger_head_kept", "DELETE ON ledger_head");
    }

    private static void Refuse(MigrationBuilder migrationBuilder, string name, string what) =>
        migrationBuilder.Sql($"CREATE TRIGGER {name} BEFORE {what} BEGIN SELECT RAISE(ABORT, 'ledger_append_only'); END;");
}
