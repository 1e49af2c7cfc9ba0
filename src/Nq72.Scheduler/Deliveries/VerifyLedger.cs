using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Walks the ledger's chain from its origin to its head, in one snapshot, and tells the first thing that is not as it was written.</summary>
public sealed class VerifyLedger(SchedulerDb db, ReadSnapshot snapshot)
{
    private const int PageSize = 1000;

    /// <summary>Verifies everything; linear in the number of entries, in constant memory.</summary>
    public async Task<LedgerReport> ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var reading = await snapshot.BeginAsync(cancellationToken);
        var head = await db.Set<LedgerHead>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (head is null)
            return new LedgerReport(0, 0, 0, 0, LedgerFault.HeadMissing);
        var unchained = await db.Set<DeliveryAttempt>().CountAsync(attempt => attempt.Seq == null, cancellationToken)
            + await db.Set<Receipt>().CountAsync(receipt => receipt.Seq == null, cancellationToken);
        var (hash, blanked) = (LedgerLink.Origin, 0);
        for (var from = 1L; from <= head.Seq; from += PageSize)
        {
            var entries = await ReadAsync(from, cancellationToken);
            for (var seq = from; seq < from + PageSize && seq <= head.Seq; seq++)
            {
                if (!entries.TryGetValue(seq, out var entry))
                    return new LedgerReport(head.Seq, unchained, blanked, seq, LedgerFault.EntryMissing);
                if (!entry.Link(hash).AsSpan().SequenceEqual(entry.Hash))
                    return new LedgerReport(head.Seq, unchained, blanked, seq, LedgerFault.EntryChanged);
                if (!entry.IsSealed)
                    return new LedgerReport(head.Seq, unchained, blanked, seq, LedgerFault.TextChanged);
                hash = entry.Hash;
                blanked += entry.IsBlanked ? 1 : 0;
            }
        }

        if (!hash.AsSpan().SequenceEqual(head.Hash) || await IsBeyondAsync(head.Seq, cancellationToken))
            return new LedgerReport(head.Seq, unchained, blanked, head.Seq, LedgerFault.HeadChanged);
        return new LedgerReport(head.Seq, unchained, blanked, 0, unchained == head.Unchained ? null : LedgerFault.UnchainedChanged);
    }

    private async Task<Dictionary<long, Entry>> ReadAsync(long start, CancellationToken cancellationToken)
    {
        var until = start + PageSize;
        var attempts = await (from attempt in db.Set<DeliveryAttempt>().AsNoTracking()
                              join delivery in db.Set<Delivery>().AsNoTracking() on attempt.DeliveryId equals delivery.Id
                              where attempt.Seq >= start && attempt.Seq < until
                              select new { attempt, delivery }).ToListAsync(cancellationToken);
        var receipts = await (from receipt in db.Set<Receipt>().AsNoTracking()
                              join delivery in db.Set<Delivery>().AsNoTracking() on receipt.DeliveryId equals delivery.Id
                              where receipt.Seq >= start && receipt.Seq < until
                              select new { receipt, delivery }).ToListAsync(cancellationToken);
        var entries = new Dictionary<long, Entry>();
        foreach (var row in attempts)
        {
            var (attempt, subject) = (row.attempt, LedgerSubject.Of(row.delivery));
            entries[attempt.Seq!.Value] = new(previous => LedgerLink.Of(previous, attempt.Seq.Value, subject, attempt), attempt.Hash ?? [],
                LedgerLink.IsSealed(attempt.Excerpt, attempt.ExcerptSalt, attempt.ExcerptDigest), attempt.ExcerptDigest is not null && attempt.Excerpt is null);
        }

        foreach (var row in receipts)
        {
            var (receipt, subject) = (row.receipt, LedgerSubject.Of(row.delivery));
            entries[receipt.Seq!.Value] = new(previous => LedgerLink.Of(previous, receipt.Seq.Value, subject, receipt), receipt.Hash ?? [],
                LedgerLink.IsSealed(receipt.Note, receipt.NoteSalt, receipt.NoteDigest), receipt.NoteDigest is not null && receipt.Note is null);
        }

        return entries;
    }

    private async Task<bool> IsBeyondAsync(long seq, CancellationToken cancellationToken) =>
        await db.Set<DeliveryAttempt>().AnyAsync(attempt => attempt.Seq > seq, cancellationToken) || await db.Set<Receipt>().AnyAsync(receipt => receipt.Seq > seq, cancellationToken);

    private sealed record Entry(Func<byte[], byte[]> Link, byte[] Hash, bool IsSealed, bool IsBlanked);
}

/// <summary>What a walk along the chain found.</summary>
/// <param name="Entries">How many links the head tells of.</param>
/// <param name="Unchained">Entries from before the chain began.</param>
/// <param name="Blanked">Entries whose text was blanked, as is allowed.</param>
/// <param name="BrokenAt">Number of the first link that is broken; 0 when none is.</param>
/// <param name="Fault">What is wrong; null when nothing is.</param>
public sealed record LedgerReport(long Entries, int Unchained, int Blanked, long BrokenAt, LedgerFault? Fault);

/// <summary>What can be wrong with the ledger.</summary>
public enum LedgerFault
{
    /// <summary>The row that tells where the chain ends is gone.</summary>
    HeadMissing,

    /// <summary>A link is gone.</summary>
    EntryMissing,

    /// <summary>An entry, or the delivery that it is about, does not say what it said when it was linked.</summary>
    EntryChanged,

    /// <summary>A note or an answer's beginning is not the text that was sealed.</summary>
    TextChanged,

    /// <summary>The chain does not end where the head says.</summary>
    HeadChanged,

    /// <summary>Entries from before the chain were added or taken away.</summary>
    UnchainedChanged,
}
