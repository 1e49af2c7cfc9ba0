using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Doctor;

/// <summary>Whether what is to be sent is being sent, and whether the ledger is as it was written.</summary>
internal sealed class DeliveryChecks(SchedulerDb db, VerifyLedger ledger, TimeProvider clock)
{
    // longer than a lease and its reclaiming take on a busy machine
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Leases that ran out and that nobody took back.</summary>
    public async Task<Checkup> LeasesAsync(CancellationToken cancellationToken)
    {
        var limit = clock.Now() - Patience;
        var stuck = await db.Set<Delivery>().CountAsync(delivery => delivery.State == DeliveryState.Sending && delivery.LeaseUntil < limit, cancellationToken);
        return stuck == 0
            ? Checkup.Well("leases", "Không có quyền gửi nào bị bỏ quên.", "No lease was left behind.")
            : Checkup.Wrong("leases", $"{stuck} lượt gửi có quyền gửi đã hết mà không nút nào lấy lại: chưa có nút nào chạy bộ gửi?", $"{stuck} deliveries have leases that ran out and nobody takes back: does any node deliver?");
    }

    /// <summary>Deliveries whose instant has come and that nobody sends; those that wait for a receiver that does not answer are told of by <see cref="DestinationsAsync"/>.</summary>
    public async Task<Checkup> OverdueAsync(CancellationToken cancellationToken)
    {
        var limit = clock.Now() - Patience;
        var overdue = await db.Set<Delivery>().CountAsync(delivery => delivery.NextTryAt < limit
            && (delivery.State == DeliveryState.Scheduled || delivery.State == DeliveryState.Available || delivery.State == DeliveryState.Retrying)
            && !db.Set<Destination>().Any(known => known.Channel == delivery.Channel && known.Key == delivery.Destination && known.State == DestinationState.Open), cancellationToken);
        return overdue == 0
            ? Checkup.Well("overdue", "Không có lượt gửi nào quá giờ.", "No delivery is overdue.")
            : Checkup.Wrong("overdue", $"{overdue} lượt gửi đã quá giờ hơn {Patience.TotalMinutes:0} phút mà chưa gửi; xem GET /api/v1/manage/deliveries.", $"{overdue} deliveries are more than {Patience.TotalMinutes:0} minutes overdue; see GET /api/v1/manage/deliveries.");
    }

    /// <summary>Deliveries that wait for a person.</summary>
    public async Task<Checkup> WaitingAsync(CancellationToken cancellationToken)
    {
        var waiting = await db.Set<Delivery>().Where(delivery => delivery.State == DeliveryState.Failed || delivery.State == DeliveryState.Held || delivery.State == DeliveryState.Unknown)
            .GroupBy(delivery => delivery.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        int Of(DeliveryState state) => waiting.GetValueOrDefault(state);
        return waiting.Count == 0
            ? Checkup.Well("waiting", "Không có lượt gửi nào chờ người quyết định.", "No delivery waits for a person.")
            : Checkup.Notice("waiting", $"Chờ người quyết định: {Of(DeliveryState.Failed)} gửi lỗi, {Of(DeliveryState.Held)} tạm giữ, {Of(DeliveryState.Unknown)} chưa rõ đã nhận.",
                $"Waiting for a person: {Of(DeliveryState.Failed)} failed, {Of(DeliveryState.Held)} held, {Of(DeliveryState.Unknown)} unknown.");
    }

    /// <summary>Destinations that nothing is sent to.</summary>
    public async Task<Checkup> DestinationsAsync(CancellationToken cancellationToken)
    {
        var stopped = await db.Set<Destination>().Where(destination => destination.State == DestinationState.Stopped || destination.State == DestinationState.Open).OrderBy(destination => destination.Channel).ThenBy(destination => destination.Key)
            .Select(destination => destination.Channel + "/" + destination.Key).ToListAsync(cancellationToken);
        return stopped.Count == 0
            ? Checkup.Well("destinations", "Không có nơi nhận nào bị ngừng hay mất liên lạc.", "Every destination is sent to.")
            : Checkup.Notice("destinations", $"{stopped.Count} nơi nhận đã ngừng hoặc mất liên lạc: {string.Join(", ", stopped.Take(5))}.", $"{stopped.Count} destinations are stopped or do not answer: {string.Join(", ", stopped.Take(5))}.");
    }

    /// <summary>The ledger's chain, from its origin to its head.</summary>
    public async Task<Checkup> LedgerAsync(CancellationToken cancellationToken)
    {
        var report = await ledger.ExecuteAsync(cancellationToken);
        return report.Fault is not { } fault
            ? Checkup.Well("ledger", $"Chuỗi sổ gửi nguyên vẹn: {report.Entries} mục, {report.Blanked} mục đã xóa ghi chú, {report.Unchained} mục có trước chuỗi.",
                $"The ledger's chain holds: {report.Entries} entries, {report.Blanked} with blanked text, {report.Unchained} from before the chain.")
            : Checkup.Wrong("ledger", $"Chuỗi sổ gửi đứt ở mục {report.BrokenAt}: {Words(fault).Vi}", $"The ledger's chain is broken at entry {report.BrokenAt}: {Words(fault).En}");
    }

    private static Scheduler.Platform.Problems.LocalText Words(LedgerFault fault) => fault switch
    {
        LedgerFault.HeadMissing => new("mất dòng ghi điểm cuối chuỗi.", "the row that tells its end is gone."),
        LedgerFault.EntryMissing => new("mục này đã bị xóa.", "this entry is gone."),
        LedgerFault.EntryChanged => new("mục này, hoặc lượt gửi của nó, đã bị sửa.", "this entry, or its delivery, was changed."),
        LedgerFault.TextChanged => new("ghi chú hoặc đoạn trích đã bị sửa.", "its note or excerpt was changed."),
        LedgerFault.HeadChanged => new("chuỗi không kết thúc ở nơi đã ghi.", "it does not end where it is said to."),
        _ => new("số mục có trước chuỗi đã thay đổi.", "entries from before the chain were added or taken away."),
    };
}
