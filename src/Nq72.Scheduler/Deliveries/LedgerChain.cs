using System.Data.Common;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// Adds entries to the ledger's chain, in the transaction that they are written in. The head's row is locked until that transaction ends, so it
/// must be the last thing that the transaction locks: then nobody who waits for it holds what its owner still wants. Thread-safe.
/// </summary>
public sealed class LedgerChain(SqlDialect sql)
{
    private const string InsertAttempt = """
        INSERT INTO delivery_attempt (id, delivery_id, number, started_at, ended_at, outcome, code, http_status, milliseconds, excerpt, excerpt_salt, excerpt_digest, seq, hash)
        VALUES (@id, @delivery, @number, @started, @ended, @outcome, @code, @status, @milliseconds, @excerpt, @salt, @digest, @seq, @hash)
        """;

    private const string InsertReceipt = """
        INSERT INTO receipt (id, delivery_id, kind, "at", note, note_salt, note_digest, "by", recorded_at, seq, hash)
        VALUES (@id, @delivery, @kind, @at, @note, @salt, @digest, @by, @recorded, @seq, @hash)
        """;

    /// <summary>Writes attempts and links them. Call it last in the transaction.</summary>
    internal async Task AddAsync(DbTransaction transaction, IReadOnlyList<(LedgerSubject Subject, DeliveryAttempt Attempt)> attempts, CancellationToken cancellationToken)
    {
        if (attempts.Count == 0)
            return;
        var (seq, hash) = await LockAsync(transaction, cancellationToken);
        var rows = new List<(string, object?)[]>(attempts.Count);
        foreach (var (subject, attempt) in attempts)
        {
            hash = LedgerLink.Of(hash, ++seq, subject, attempt);
            rows.Add(
            [
                ("id", attempt.Id), ("delivery", attempt.DeliveryId), ("number", attempt.Number), ("started", attempt.StartedAt), ("ended", attempt.EndedAt), ("outcome", attempt.Outcome),
                ("code", attempt.Code), ("status", attempt.HttpStatus), ("milliseconds", attempt.Milliseconds), ("excerpt", attempt.Excerpt), ("salt", attempt.ExcerptSalt),
                ("digest", attempt.ExcerptDigest), ("seq", seq), ("hash", hash),
            ]);
        }

        await sql.ExecuteManyAsync(transaction, InsertAttempt, rows, cancellationToken);
        await MoveAsync(transaction, seq, hash, cancellationToken);
    }

    /// <summary>Writes a receipt and links it. Call it last in the transaction.</summary>
    internal async Task AddAsync(DbTransaction transaction, LedgerSubject subject, Receipt receipt, CancellationToken cancellationToken)
    {
        var (seq, hash) = await LockAsync(transaction, cancellationToken);
        hash = LedgerLink.Of(hash, ++seq, subject, receipt);
        await sql.ExecuteManyAsync(transaction, InsertReceipt,
        [
            [
                ("id", receipt.Id), ("delivery", receipt.DeliveryId), ("kind", receipt.Kind), ("at", receipt.At), ("note", receipt.Note), ("salt", receipt.NoteSalt),
                ("digest", receipt.NoteDigest), ("by", receipt.By), ("recorded", receipt.RecordedAt), ("seq", seq), ("hash", hash),
            ],
        ], cancellationToken);
        await MoveAsync(transaction, seq, hash, cancellationToken);
    }

    private async Task<(long Seq, byte[] Hash)> LockAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(transaction, $"SELECT seq, hash FROM ledger_head WHERE id = {LedgerHead.OnlyId}{(sql.SkipsLocked ? " FOR UPDATE" : "")}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    private async Task MoveAsync(DbTransaction transaction, long seq, byte[] hash, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(transaction, $"UPDATE ledger_head SET seq = @seq, hash = @hash WHERE id = {LedgerHead.OnlyId}", ("seq", seq), ("hash", hash));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
