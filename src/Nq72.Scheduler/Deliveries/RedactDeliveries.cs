using System.Text;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// Empties the copies of an item that were sent and hold personal data, inside the caller's unit of work. Their hashes stay: they prove what was sent
/// without saying it. Free text of the ledger that says it is blanked too.
/// </summary>
public sealed class RedactDeliveries(SchedulerDb db)
{
    /// <summary>What was emptied.</summary>
    /// <param name="Payloads">How many copies.</param>
    /// <param name="SentTo">Who has one: channel and destination, each once.</param>
    public sealed record Result(int Payloads, IReadOnlyList<string> SentTo);

    /// <summary>Does it. 409 <c>onTheWay</c> while one of them is yet to be sent, or waits for a decision.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="versions">Versions that say it.</param>
    /// <param name="says">Whether a text says it; asked of the copies of other versions (notes stand in them), and of the ledger's free text.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<Result>> ExecuteAsync(string itemId, IReadOnlyCollection<int> versions, Func<string?, bool> says, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await db.Set<Delivery>().AsNoTracking().Where(delivery => delivery.ItemId == itemId)
            .Select(delivery => new { delivery.Id, delivery.Version, delivery.Channel, delivery.Destination, delivery.State, delivery.PayloadId, delivery.MaybeReceived, delivery.AcceptedAt }).ToListAsync(cancellationToken);
        var ids = all.Select(delivery => delivery.PayloadId).Distinct().ToList();
        var kept = await db.Set<DeliveryPayload>().Where(payload => ids.Contains(payload.Id) && payload.RedactedAt == null).Select(payload => new { payload.Id, payload.Bytes }).ToListAsync(cancellationToken);
        var saying = kept.Where(payload => says(Encoding.UTF8.GetString(payload.Bytes))).Select(payload => payload.Id).ToHashSet();
        saying.UnionWith(all.Where(delivery => versions.Contains(delivery.Version)).Select(delivery => delivery.PayloadId));
        var affected = all.FindAll(delivery => saying.Contains(delivery.PayloadId));
        var open = affected.FindAll(delivery => delivery.State is DeliveryState.Scheduled or DeliveryState.Available or DeliveryState.Sending or DeliveryState.Retrying or DeliveryState.Held);
        if (open.Count > 0)
            return Problem.Conflict("onTheWay",
                new("Còn lượt gửi chưa xong mang dữ liệu này", "Deliveries that say it are not over"),
                new($"{open.Count} lượt gửi: hãy chờ gửi xong hoặc hủy rồi làm lại.", $"{open.Count} deliveries: wait until they are over, or cancel them, then do it again.")) with
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["deliveries"] = open.ConvertAll(delivery => delivery.Id) },
            };
        var emptied = await db.Set<DeliveryPayload>().Where(payload => saying.Contains(payload.Id) && payload.RedactedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(payload => payload.Bytes, Array.Empty<byte>()).SetProperty(payload => payload.RedactedAt, now), cancellationToken);
        await BlankAsync(all.ConvertAll(delivery => delivery.Id), says, cancellationToken);
        return new Result(emptied, [.. affected.Where(delivery => delivery.AcceptedAt is not null || delivery.MaybeReceived).Select(delivery => $"{delivery.Channel}/{delivery.Destination}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private async Task BlankAsync(IReadOnlyCollection<Guid> deliveries, Func<string?, bool> says, CancellationToken cancellationToken)
    {
        var attempts = (await db.Set<DeliveryAttempt>().Where(attempt => deliveries.Contains(attempt.DeliveryId) && attempt.Excerpt != null).Select(attempt => new { attempt.Id, attempt.Excerpt }).ToListAsync(cancellationToken))
            .Where(attempt => says(attempt.Excerpt)).Select(attempt => attempt.Id).ToList();
        await db.Set<DeliveryAttempt>().Where(attempt => attempts.Contains(attempt.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.Excerpt, (string?)null).SetProperty(attempt => attempt.ExcerptSalt, (byte[]?)null), cancellationToken);
        var receipts = (await db.Set<Receipt>().Where(receipt => deliveries.Contains(receipt.DeliveryId) && receipt.Note != null).Select(receipt => new { receipt.Id, receipt.Note }).ToListAsync(cancellationToken))
            .Where(receipt => says(receipt.Note)).Select(receipt => receipt.Id).ToList();
        await db.Set<Receipt>().Where(receipt => receipts.Contains(receipt.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(receipt => receipt.Note, (string?)null).SetProperty(receipt => receipt.NoteSalt, (byte[]?)null), cancellationToken);
    }
}
