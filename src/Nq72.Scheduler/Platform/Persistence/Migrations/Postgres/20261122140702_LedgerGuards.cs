using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Nq72.Scheduler.Platform.Persistence.Migrations.Postgres;

/// <summary>
/// What the model cannot say, written by hand: attempts and receipts are only ever added, their free text can be blanked and nothing else, and
/// the chain's head moves only onward.
/// </summary>
[DbContext(typeof(PostgresSchedulerDb))]
[Migration("20261122140702_LedgerGuards")]
public sealed class LedgerGuards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("INSERT INTO ledger_head (id, seq, hash, unchained) SELECT 1, 0, decode(repeat('00', 32), 'hex'), (SELECT COUNT(*) FROM delivery_attempt) + (SELECT COUNT(*) FROM receipt);");
        migrationBuilder.Sql("""
            CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'ledger_append_only';
            END $$;
            """);
        Refuse(migrationBuilder, "delivery_attempt_append_only", "UPDATE OF id, delivery_id, number, started_at, ended_at, outcome, code, http_status, milliseconds, excerpt_digest, seq, hash ON delivery_attempt", "");
        Refuse(migrationBuilder, "delivery_attempt_excerpt", "UPDATE OF excerpt, excerpt_salt ON delivery_attempt", "WHEN (NEW.excerpt IS NOT NULL OR NEW.excerpt_salt IS NOT NULL) ");
        Refuse(migrationBuilder, "delivery_attempt_kept", "DELETE ON delivery_attempt", "");
        Refuse(migrationBuilder, "receipt_append_only", "UPDATE OF id, delivery_id, kind, at, by, recorded_at, note_digest, seq, hash ON receipt", "");
        Refuse(migrationBuilder, "receipt_note", "UPDATE OF note, note_salt ON receipt", "WHEN (NEW.note IS NOT NULL OR NEW.note_salt IS NOT NULL) ");
        Refuse(migrationBuilder, "receipt_kept", "DELETE ON receipt", "");
        Refuse(migrationBuilder, "ledger_head_onward", "UPDATE ON ledger_head", "WHEN (NEW.seq <= OLD.seq OR NEW.unchained <> OLD.unchained) ");
        Refuse(migrationBuilder, "ledger_head_kept", "DELETE ON ledger_head", "");
    }

    private static void Refuse(MigrationBuilder migrationBuilder, string name, string what, string when) =>
        migrationBuilder.Sql($"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when}EXECUTE FUNCTION ledger_append_only();");
}
