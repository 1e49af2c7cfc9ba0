using System.Data.Common;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// Adds entries to the ledger's chain, in the transaction that they are written in. The head's row is locked until that transaction ends, so it
/// must be the last thing that the transaction locks: then nobody who waits for it holds what its owner still wants. Thread-safe.
/// </summary>
public sealed class LedgerChain(SqlDialect sql)
{
    /// <summary>Writes attempts and links them. Call it last in the transaction.</summary>
    internal async Task AddAsync(DbTransaction transaction, IReadOnlyList<(LedgerSubject Subject, DeliveryAttempt Attempt)> attempts, CancellationToken cancellationToken)
    {
        if (attempts.Count == 0)
            return;
        var (seq, hash) = await LockAsync(transaction, cancellationToken);
        var links = new List<(DeliveryAttempt Attempt, long Seq, byte[] Hash)>(attempts.Count);
        foreach (var (subject, attempt) in attempts)
        {
            hash = LedgerLink.Of(hash, ++seq, subject, attempt);
            links.Add((attempt, seq, hash));
        }

        await sql.InsertEachAsync(transaction, "delivery_attempt", Rows(links), cancellationToken);
        await MoveAsync(transaction, seq, hash, cancellationToken);
    }

    /// <summary>Writes a receipt and links it. Call it last in the transaction.</summary>
    internal async Task AddAsync(DbTransaction transaction, LedgerSubject subject, Receipt receipt, CancellationToken cancellationToken)
    {
        var (seq, hash) = await LockAsync(transaction, cancellationToken);
        hash = LedgerLink.Of(hash, ++seq, subject, receipt);
        await sql.InsertEachAsync(transaction, "receipt", new SqlRows(1)
            .With("id", [receipt.Id]).With("delivery_id", [receipt.DeliveryId]).With("kind", [receipt.Kind]).With("at", [receipt.At]).With("note", [receipt.Note])
            .With("note_salt", [receipt.NoteSalt]).With("note_digest", [receipt.NoteDigest]).With("by", [receipt.By]).With("recorded_at", [receipt.RecordedAt])
            .With("seq", [seq]).With("hash", [hash]), cancellationToken);
        await MoveAsync(transaction, seq, hash, cancellationToken);
    }

    private static SqlRows Rows(List<(DeliveryAttempt Attempt, long Seq, byte[] Hash)> links)
    {
        var attempts = links.ConvertAll(link => link.Attempt);
        return new SqlRows(links.Count)
            .With("id", attempts.Select(attempt => attempt.Id)).With("delivery_id", attempts.Select(attempt => attempt.DeliveryId)).With("number", attempts.Select(attempt => attempt.Number))
            .With("started_at", attempts.Select(attempt => attempt.StartedAt)).With("ended_at", attempts.Select(attempt => attempt.EndedAt))
            .With("outcome", attempts.Select(attempt => attempt.Outcome)).With("code", attempts.Select(attempt => attempt.Code)).With("http_status", attempts.Select(attempt => attempt.HttpStatus))
            .With("milliseconds", attempts.Select(attempt => attempt.Milliseconds)).With("excerpt", attempts.Select(attempt => attempt.Excerpt))
            .With("excerpt_salt", attempts.Select(attempt => attempt.ExcerptSalt)).With("excerpt_digest", attempts.Select(attempt => attempt.ExcerptDigest))
            .With("seq", links.Select(link => link.Seq)).With("hash", links.Select(link => link.Hash));
    }

    private async Task<(long Seq, byte[] Hash)> LockAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(transaction, $"SELECT seq, hash FROM ledger_head WHERE id = {LedgerHead.OnlyId}{sql.ForUpdate}");
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
