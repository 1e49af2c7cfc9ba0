using System.Globalization;
using Nq72.Cms.PartnerApi;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Rehearsal;

/// <summary>Prints a rehearsal as it runs: what appeared and what was sent where, each at its instant on the wall clock.</summary>
internal sealed class RehearsalReport(TextWriter output, InstallationOptions installation)
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private readonly HashSet<(Guid, DeliveryState)> told = [];
    private readonly HashSet<string> appeared = new(StringComparer.Ordinal);
    private bool allArmed = true;

    public void Begin(IReadOnlyList<ReleaseView> releases, DateTimeOffset now)
    {
        foreach (var release in releases)
            Line($"Diễn tập đợt phát “{release.Name}” ({release.Id}), {release.Items.Count} nội dung, phát lúc {Wall(release.At)}");
        Line($"Đồng hồ diễn tập bắt đầu từ {Wall(now)}. Không gì được gửi ra ngoài.");
    }

    public void NotArmed(ReleaseView release, DateTimeOffset now, Problem problem, IReadOnlyList<Finding> findings)
    {
        allArmed = false;
        Line($"{Wall(now)}  KHÔNG CHỐT ĐƯỢC “{release.Name}”: {problem.Title.Vi}");
        foreach (var finding in findings.Where(finding => finding.Severity == FindingSeverity.Block))
            Line($"    {finding.Code} {finding.Item ?? finding.Channel}: {finding.Message.Vi} {finding.Remedy.Vi}");
    }

    public void Appeared(DateTimeOffset at, VisibleItem item)
    {
        appeared.Add(item.Version.ItemId);
        Line($"{Wall(at)}  hiện ra    {item.Version.Type} “{item.Version.Title}” (phiên bản {item.Version.Number})");
    }

    public void Disappeared(DateTimeOffset at, string id) => Line($"{Wall(at)}  hết hạn    {id}");

    public void Sent(DeliveryView delivery)
    {
        if (!told.Add((delivery.Id, delivery.State)))
            return;
        var outcome = delivery.State == DeliveryState.Accepted ? "đã nhận" : $"{delivery.State.ToString().ToLowerInvariant()} {delivery.Code} {delivery.HttpStatus}".TrimEnd();
        Line($"{Wall(delivery.FirstAttemptAt!.Value)}  gửi        {delivery.Item} → {delivery.Channel}/{delivery.Destination}: {outcome}");
    }

    /// <summary>The sum. Returns whether all was armed and every delivery was accepted.</summary>
    public bool End(IReadOnlyDictionary<DeliveryState, int> deliveries)
    {
        var counts = deliveries.Count == 0 ? "không có" : string.Join(", ", deliveries.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key.ToString().ToLowerInvariant()} {pair.Value}"));
        Line($"Tổng: {appeared.Count} nội dung hiện ra; lượt gửi: {counts}.");
        return allArmed && deliveries.Keys.All(state => state is DeliveryState.Accepted or DeliveryState.Cancelled);
    }

    private void Line(FormattableString text) => output.WriteLine(text.ToString(Vietnamese));

    private string Wall(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, installation.Zone).ToString("dd/MM/yyyy HH:mm:ss.fff", Vietnamese);
}
