using System.Globalization;
using Nq72.Cms.Admin;
using Nq72.Cms.PartnerApi;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Rehearsal;

/// <summary>
/// Prints a rehearsal as it runs: what appeared and what was sent where, each at its instant on the wall clock. In Vietnamese, in English where
/// the machine's language is English.
/// </summary>
internal sealed class RehearsalReport(TextWriter output, InstallationOptions installation, UiTextCatalog texts)
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private readonly string language = CultureInfo.CurrentUICulture.Name;
    private readonly HashSet<(Guid, DeliveryState)> told = [];
    private readonly HashSet<string> appeared = new(StringComparer.Ordinal);
    private bool allArmed = true;

    public void Begin(IReadOnlyList<ReleaseView> releases, DateTimeOffset now)
    {
        foreach (var release in releases)
            Line(new($"Diễn tập đợt phát “{release.Name}” ({release.Id}), {release.Items.Count} nội dung, phát lúc {Wall(release.At)}",
                $"Rehearsing the release “{release.Name}” ({release.Id}), {release.Items.Count} items, out at {Wall(release.At)}"));
        Line(new($"Đồng hồ diễn tập bắt đầu từ {Wall(now)}. Không gì được gửi ra ngoài.", $"The rehearsal's clock begins at {Wall(now)}. Nothing is sent outside."));
    }

    public void NotArmed(ReleaseView release, DateTimeOffset now, Problem problem, IReadOnlyList<Finding> findings)
    {
        allArmed = false;
        Line(new($"{Wall(now)}  KHÔNG CHỐT ĐƯỢC “{release.Name}”: {problem.Title.Vi}", $"{Wall(now)}  NOT ARMED “{release.Name}”: {problem.Title.En}"));
        foreach (var finding in findings.Where(finding => finding.Severity == FindingSeverity.Block))
            output.WriteLine($"    {finding.Code} {finding.Item ?? finding.Channel}: {finding.Message.In(language)} {finding.Remedy.In(language)}");
    }

    public void Appeared(DateTimeOffset at, VisibleItem item)
    {
        appeared.Add(item.Version.ItemId);
        Line(new($"{Wall(at)}  hiện ra    {item.Version.Type} “{item.Version.Title}” (phiên bản {item.Version.Number})",
            $"{Wall(at)}  appears    {item.Version.Type} “{item.Version.Title}” (version {item.Version.Number})"));
    }

    public void Disappeared(DateTimeOffset at, string id) => Line(new($"{Wall(at)}  hết hạn    {id}", $"{Wall(at)}  ends       {id}"));

    public void Sent(DeliveryView delivery)
    {
        if (!told.Add((delivery.Id, delivery.State)))
            return;
        var outcome = delivery.State == DeliveryState.Accepted ? Word(delivery.State) : $"{Word(delivery.State)} {delivery.Code} {delivery.HttpStatus}".TrimEnd();
        var way = $"{delivery.Item} → {delivery.Channel}/{delivery.Destination}: {outcome}";
        var at = Wall(delivery.AcceptedAt ?? delivery.FirstAttemptAt!.Value);
        Line(new($"{at}  gửi        {way}", $"{at}  sent       {way}"));
    }

    /// <summary>The sum. Returns whether all was armed and every delivery was accepted.</summary>
    public bool End(IReadOnlyDictionary<DeliveryState, int> deliveries)
    {
        var counts = string.Join(", ", deliveries.OrderBy(pair => pair.Key).Select(pair => $"{Word(pair.Key)} {pair.Value}"));
        Line(new($"Tổng: {appeared.Count} nội dung hiện ra; lượt gửi: {(counts.Length == 0 ? "không có" : counts)}.", $"In all: {appeared.Count} items appeared; deliveries: {(counts.Length == 0 ? "none" : counts)}."));
        return allArmed && deliveries.Keys.All(state => state is DeliveryState.Accepted or DeliveryState.Cancelled);
    }

    private string Word(DeliveryState state) => (texts.Find($"state.delivery.{state.ToString().ToLowerInvariant()}")?.In(language) ?? state.ToString()).ToLower(Vietnamese);

    private void Line(LocalText text) => output.WriteLine(text.In(language));

    private string Wall(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, installation.Zone).ToString("dd/MM/yyyy HH:mm:ss.fff", Vietnamese);
}
