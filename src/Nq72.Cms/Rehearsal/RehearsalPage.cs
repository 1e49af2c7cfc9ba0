using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;

namespace Nq72.Cms.Rehearsal;

/// <summary>A rehearsal's report as one HTML file that needs nothing else: to read on a phone, to print, to file.</summary>
internal sealed class RehearsalPage(RehearsalRecord record, TimeZoneInfo zone, UiTextCatalog texts)
{
    // 65 communes that got a file at one instant are one line
    private const int MostOfOneKind = 3;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder html = new();

    /// <summary>The file's text.</summary>
    public string Write()
    {
        html.Append("<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n")
            .Append("<title>Báo cáo diễn tập – ").Append(Text(string.Join(", ", record.Releases.Select(release => release.Name)))).Append("</title>\n<style>").Append(RehearsalStyle.Css).Append("</style>\n</head>\n<body>\n<main>\n");
        Head();
        Releases();
        Partners();
        Hours();
        Destinations();
        Deliveries("Chậm, và vì sao", record.Late, "Không có lượt nào đến sau thời điểm phát quá 5 giây.");
        Deliveries("Chưa xong: tạm giữ, hết hạn, lỗi, chưa rõ", record.Open, "Mọi lượt gửi đều đã được nhận.");
        Course();
        html.Append("</main>\n</body>\n</html>\n");
        return html.ToString();
    }

    private void Head()
    {
        var deliveries = record.Destinations.Sum(destination => destination.Deliveries);
        html.Append("<header><p class=\"mark\">Diễn tập trên bản sao – không có gì được gửi ra ngoài</p><h1>Báo cáo diễn tập</h1><p class=\"soft\">")
            .Append(Text(record.Of)).Append(" · đồng hồ diễn tập từ ").Append(Wall(record.From)).Append(" đến ").Append(Wall(record.Until))
            .Append(" (").Append(Text(record.TimeZone)).Append(") · bản sao lập lúc ").Append(Wall(record.CopiedAt)).Append("</p><p class=\"verdict ").Append(record.Passed ? "ok\">Đạt: mọi đợt phát chốt được, mọi lượt gửi được nhận." : "bad\">Chưa đạt: xem các mục dưới đây.")
            .Append("</p><dl class=\"figures\">");
        Figure(record.Changes.Count(change => change.Kind == "appeared"), "nội dung hiện ra");
        Figure(deliveries, "lượt gửi");
        Figure(record.Attempts.Count, "lần gửi");
        Figure(record.Late.Count, "lượt chậm");
        Figure(record.Open.Count, "lượt chưa xong");
        if (record.Doubled > 0)
            Figure(record.Doubled, "lượt đến hai lần (lỗi)");
        html.Append("</dl></header>\n");
    }

    private void Figure(int count, string words) => html.Append("<div><dt>").Append(Text(words)).Append("</dt><dd>").Append(count.ToString("N0", CultureInfo.GetCultureInfo("vi-VN"))).Append("</dd></div>");

    private void Releases()
    {
        Section("Các đợt phát");
        Table(["Đợt phát", "Thời điểm phát", "Chốt", "Gửi lần đầu", "Nhận lần cuối", "Lượt gửi"], record.Releases, release =>
        [
            Text(release.Name), Wall(release.At), release.Armed ? "được" : "<b class=\"bad\">không</b>", Wall(release.FirstAttemptAt), Wall(release.LastAcceptedAt), States(release.Deliveries),
        ]);
        foreach (var release in record.Releases.Where(release => !release.Armed))
        {
            html.Append("<p><b>").Append(Text(release.Name)).Append("</b> không chốt được:</p><ul>");
            foreach (var block in release.Blocks)
                html.Append("<li>").Append(Text(block.Message)).Append(' ').Append(Text(block.Remedy)).Append("</li>");
            html.Append("</ul>");
        }

        End();
    }

    private void Partners()
    {
        if (record.Partners.Count == 0)
            return;
        Section("Kịch bản nơi nhận");
        html.Append("<ul>");
        foreach (var partner in record.Partners)
            html.Append("<li>").Append(Text(partner)).Append("</li>");
        html.Append("</ul>");
        End();
    }

    private void Hours()
    {
        Section("Người đọc thấy gì, từng giờ");
        if (record.Hours.Count == 0)
            html.Append("<p class=\"soft\">Không có gì thay đổi trên trang trong thời gian diễn tập.</p>");
        else
            Table(["Lúc", "Đang hiện", "Mới hiện ra", "Không còn"], record.Hours, hour => [Wall(hour.At), hour.Visible.ToString(CultureInfo.InvariantCulture), Seen(hour.New), Seen(hour.Gone)]);
        End();
    }

    private static string Seen(IReadOnlyList<SeenRecord> items) =>
        items.Count == 0 ? "–" : string.Join("<br>", items.Select(item => $"{Text(item.Title)} <span class=\"soft\">({Text(item.Type)}, phiên bản {item.Version})</span>"));

    private void Destinations()
    {
        Section("Các nơi nhận");
        if (record.Destinations.Count == 0)
            html.Append("<p class=\"soft\">Không gửi tới kênh nào: nội dung chỉ hiện trên trang, API và bản tin.</p>");
        // destinations of a channel that fared alike are one line
        var alike = record.Destinations.GroupBy(destination => (destination.Channel, States(destination.States), destination.Attempts, destination.Late, First: Wall(destination.FirstAcceptedAt), Last: Wall(destination.LastAcceptedAt))).ToList();
        if (alike.Count > 0)
            Table(["Kênh", "Nơi nhận", "Lần gửi", "Chậm", "Nhận từ", "Nhận đến", "Lượt gửi"], alike, group =>
            [
                Text(group.Key.Channel), Names([.. group.Select(destination => destination.Name)]), group.Key.Attempts.ToString(CultureInfo.InvariantCulture),
                group.Key.Late.ToString(CultureInfo.InvariantCulture), group.Key.First, group.Key.Last, group.Key.Item2,
            ]);
        End();
    }

    private static string Names(List<string> names) => names.Count <= MostOfOneKind ? Text(string.Join(", ", names)) : $"{names.Count} nơi nhận <details><summary>xem</summary>{Text(string.Join(", ", names))}</details>";

    private void Deliveries(string title, IReadOnlyList<DeliveryRecord> deliveries, string none)
    {
        Section(title);
        if (deliveries.Count == 0)
            html.Append("<p class=\"soft\">").Append(Text(none)).Append("</p>");
        else
            Table(["Kênh / nơi nhận", "Nội dung", "Trạng thái", "Thời điểm phát", "Nhận lúc", "Chậm", "Lần gửi", "Vì sao"], deliveries, delivery =>
            [
                $"{Text(delivery.Channel)} / {Text(delivery.Name)}", $"{Text(delivery.Title)} <span class=\"soft\">({Word($"operation.{delivery.Operation}")}, phiên bản {delivery.Version})</span>",
                State(delivery.State), Wall(delivery.DueAt), Wall(delivery.AcceptedAt), delivery.LateSeconds is { } late ? Span(late) : "–", delivery.Attempts.ToString(CultureInfo.InvariantCulture), Why(delivery),
            ]);
        End();
    }

    private string Why(DeliveryRecord delivery)
    {
        var codes = delivery.Why.ToList();
        if (delivery.State != DeliveryState.Accepted && delivery.Code is { } last && !codes.Contains(last))
            codes.Add(last);
        return codes.Count == 0 ? "–" : string.Join("; ", codes.Select(code => Word($"code.{code}")));
    }

    private void Course()
    {
        Section("Diễn biến");
        html.Append("<table><thead><tr><th>Lúc</th><th>Việc</th></tr></thead><tbody>");
        var sent = record.Attempts.GroupBy(attempt => (attempt.At, attempt.Channel, attempt.Outcome, attempt.Code, attempt.HttpStatus))
            .Select(group => (group.Key.At, Order: 1, Line: Sent(group.Key.Channel, group.Key.Outcome, group.Key.Code, group.Key.HttpStatus, [.. group.Select(attempt => attempt.Destination).Distinct(StringComparer.Ordinal)], group.Count())));
        var seen = record.Changes.Select(change => (change.At, Order: 0, Line: $"<b>{(change.Kind == "appeared" ? "hiện ra" : "không còn")}</b>: {Text(change.Title)} <span class=\"soft\">({Text(change.Type)}, phiên bản {change.Version})</span>"));
        foreach (var (at, _, line) in seen.Concat(sent).OrderBy(happening => happening.At).ThenBy(happening => happening.Order))
            html.Append("<tr><td class=\"at\" data-label=\"Lúc\">").Append(Wall(at)).Append("</td><td data-label=\"Việc\">").Append(line).Append("</td></tr>");
        html.Append("</tbody></table>");
        End();
    }

    private string Sent(string channel, AttemptOutcome outcome, DeliveryCode? code, int? status, List<string> destinations, int count)
    {
        var to = destinations.Count <= MostOfOneKind ? string.Join(", ", destinations) : $"{destinations.Count} nơi nhận";
        var why = code is null ? "" : $" – {Word($"code.{code}")}";
        var http = status is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (HTTP {status})");
        return $"gửi {Text(channel)} / {Text(to)}{(count > destinations.Count ? $" ({count} lượt)" : "")}: <b class=\"{(outcome == AttemptOutcome.Accepted ? "ok" : "bad")}\">{Word($"outcome.{outcome}")}</b>{why}{http}";
    }

    private string States(IReadOnlyDictionary<string, int> states) =>
        states.Count == 0 ? "–" : string.Join("; ", states.Where(state => state.Value > 0).Select(state => $"{Word($"state.delivery.{state.Key}")} {state.Value}"));

    private string State(DeliveryState state) => $"<span class=\"{(state == DeliveryState.Accepted ? "ok" : "bad")}\">{Word($"state.delivery.{StateLook.Name(state)}")}</span>";

    private void Section(string title) => html.Append("<section><h2>").Append(Text(title)).Append("</h2>\n");

    private void End() => html.Append("</section>\n");

    private void Table<T>(string[] columns, IEnumerable<T> rows, Func<T, string[]> cells)
    {
        html.Append("<table><thead><tr>");
        foreach (var column in columns)
            html.Append("<th>").Append(Text(column)).Append("</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var (column, cell) in columns.Zip(cells(row)))
                html.Append("<td data-label=\"").Append(Text(column)).Append("\">").Append(cell).Append("</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody></table>\n");
    }

    private string Word(string key) => Text(texts.Find(key)?.Vi ?? key);

    private string Wall(DateTimeOffset? at) => at is { } instant ? TimeZoneInfo.ConvertTime(instant, zone).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture) : "–";

    private static string Span(int seconds) => seconds switch
    {
        < 60 => $"{seconds} giây",
        < 3600 => $"{seconds / 60} phút {seconds % 60} giây",
        _ => $"{seconds / 3600} giờ {seconds % 3600 / 60} phút",
    };

    private static string Text(string text) => Encoder.Encode(text);
}
