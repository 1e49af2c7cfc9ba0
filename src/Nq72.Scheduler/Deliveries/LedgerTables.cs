using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// The ledger as tables for people and for checkers: deliveries with how late each was, on the wall clock; attempts and receipts with their
/// hashes and everything that the hashes cover, in UTC. Read row by row.
/// </summary>
public sealed class LedgerTables(SchedulerDb db, InstallationOptions installation)
{
    private static readonly LocalText[] DeliveryHeadings =
    [
        new("Mã lượt gửi", "Delivery"), new("Đợt phát", "Release"), new("Nội dung", "Item"), new("Phiên bản", "Version"), new("Kênh", "Channel"), new("Nơi nhận", "Destination"),
        new("Việc", "Operation"), new("Trạng thái", "State"), new("Lý do", "Code"), new("HTTP", "HTTP"), new("Giờ hẹn", "Due"), new("Giờ bắt đầu gửi", "Send from"),
        new("Lần gửi đầu", "First attempt"), new("Đã nhận lúc", "Accepted"), new("Xác nhận lúc", "Acknowledged"), new("Trễ lần gửi đầu (ms)", "First attempt late (ms)"),
        new("Trễ khi nhận (ms)", "Accepted late (ms)"), new("Trễ khi xác nhận (ms)", "Acknowledged late (ms)"), new("Số lần gửi", "Attempts"), new("Khóa chống trùng", "Idempotency key"),
    ];

    private static readonly LocalText[] SubjectHeadings =
    [
        new("Mã lượt gửi", "Delivery"), new("Khóa chống trùng", "Idempotency key"), new("Kênh", "Channel"), new("Nơi nhận", "Destination"), new("Nội dung", "Item"), new("Việc", "Operation"), new("Giờ hẹn (UTC)", "Due (UTC)"),
    ];

    private static readonly LocalText[] AttemptHeadings =
    [
        new("Số thứ tự trong chuỗi", "Link"), new("Mã lần gửi", "Attempt"), .. SubjectHeadings, new("Lần thứ", "Number"), new("Bắt đầu (UTC)", "Started (UTC)"), new("Kết thúc (UTC)", "Ended (UTC)"),
        new("Kết quả", "Outcome"), new("Lý do", "Code"), new("HTTP", "HTTP"), new("Trích trả lời", "Excerpt"), new("Muối", "Salt"), new("Mã băm của đoạn trích", "Digest of the excerpt"), new("Mã băm", "Hash"),
    ];

    private static readonly LocalText[] ReceiptHeadings =
    [
        new("Số thứ tự trong chuỗi", "Link"), new("Mã xác nhận", "Receipt"), .. SubjectHeadings, new("Loại", "Kind"), new("Lúc (UTC)", "At (UTC)"), new("Người xác nhận", "By"), new("Ghi lúc (UTC)", "Recorded (UTC)"),
        new("Ghi chú", "Note"), new("Muối", "Salt"), new("Mã băm của ghi chú", "Digest of the note"), new("Mã băm", "Hash"),
    ];

    /// <summary>Headings of <see cref="DeliveriesAsync"/>; the wall clock's zone stands with the due instant.</summary>
    public IReadOnlyList<string> DeliveryHeadingsIn(string language) => [.. DeliveryHeadings.Select(heading => heading.En == "Due" ? $"{heading.In(language)} ({installation.Zone.Id})" : heading.In(language))];

    /// <summary>Headings of <see cref="AttemptsAsync"/>.</summary>
    public static IReadOnlyList<string> AttemptHeadingsIn(string language) => [.. AttemptHeadings.Select(heading => heading.In(language))];

    /// <summary>Headings of <see cref="ReceiptsAsync"/>.</summary>
    public static IReadOnlyList<string> ReceiptHeadingsIn(string language) => [.. ReceiptHeadings.Select(heading => heading.In(language))];

    /// <summary>Deliveries, the last written first.</summary>
    public async IAsyncEnumerable<object?[]> DeliveriesAsync(DeliveryFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = filter.Apply(db.Set<Delivery>().AsNoTracking()).OrderByDescending(delivery => delivery.Id)
            .Select(delivery => new { Delivery = delivery, AcknowledgedAt = db.Set<Receipt>().Where(receipt => receipt.DeliveryId == delivery.Id).OrderBy(receipt => receipt.At).Select(receipt => (DateTimeOffset?)receipt.At).FirstOrDefault() });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var delivery = row.Delivery;
            var lateness = Lateness.Of(delivery.DueAt, delivery.FirstAttemptAt, delivery.AcceptedAt, row.AcknowledgedAt);
            yield return
            [
                delivery.Id, delivery.ReleaseId, delivery.ItemId, delivery.Version, delivery.Channel, delivery.Destination, delivery.Operation, delivery.State, delivery.LastCode, delivery.LastStatus,
                Wall(delivery.DueAt), Wall(delivery.SendAt), Wall(delivery.FirstAttemptAt), Wall(delivery.AcceptedAt), Wall(row.AcknowledgedAt),
                lateness.FirstAttemptMs, lateness.AcceptedMs, lateness.AcknowledgedMs, delivery.Attempts, delivery.IdempotencyKey,
            ];
        }
    }

    /// <summary>Attempts of the deliveries that match, in the order of the chain.</summary>
    public async IAsyncEnumerable<object?[]> AttemptsAsync(DeliveryFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = from attempt in db.Set<DeliveryAttempt>().AsNoTracking()
                   join delivery in filter.Apply(db.Set<Delivery>().AsNoTracking()) on attempt.DeliveryId equals delivery.Id
                   orderby attempt.Seq, attempt.Id
                   select new { attempt, delivery };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var attempt = row.attempt;
            yield return
            [
                attempt.Seq, attempt.Id, .. Subject(row.delivery), attempt.Number, attempt.StartedAt.ToWire(), attempt.EndedAt.ToWire(), attempt.Outcome, attempt.Code, attempt.HttpStatus,
                attempt.Excerpt, Hex(attempt.ExcerptSalt), Hex(attempt.ExcerptDigest), Hex(attempt.Hash),
            ];
        }
    }

    /// <summary>Receipts of the deliveries that match, in the order of the chain.</summary>
    public async IAsyncEnumerable<object?[]> ReceiptsAsync(DeliveryFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = from receipt in db.Set<Receipt>().AsNoTracking()
                   join delivery in filter.Apply(db.Set<Delivery>().AsNoTracking()) on receipt.DeliveryId equals delivery.Id
                   orderby receipt.Seq, receipt.Id
                   select new { receipt, delivery };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var receipt = row.receipt;
            yield return
            [
                receipt.Seq, receipt.Id, .. Subject(row.delivery), receipt.Kind, receipt.At.ToWire(), receipt.By, receipt.RecordedAt.ToWire(), receipt.Note, Hex(receipt.NoteSalt), Hex(receipt.NoteDigest), Hex(receipt.Hash),
            ];
        }
    }

    private static object?[] Subject(Delivery delivery) =>
        [delivery.Id, delivery.IdempotencyKey, delivery.Channel, delivery.Destination, delivery.ItemId, delivery.Operation, delivery.DueAt.ToWire()];

    private static string? Hex(byte[]? bytes) => bytes is null ? null : Convert.ToHexStringLower(bytes);

    private string? Wall(DateTimeOffset? instant) =>
        instant is { } at ? TimeZoneInfo.ConvertTime(at, installation.Zone).ToString("yyyy-MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture) : null;
}
