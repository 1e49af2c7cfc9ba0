using System.Globalization;
using System.Text;
using System.Text.Json;
using Nq72.Cms.Loudspeaker.Spoken;
using Nq72.Cms.Platform.Text;
using Nq72.Testing;

namespace Nq72.Benchmarks;

/// <summary>
/// What putting a text into spoken words costs, in seconds of one core, so that other work on the machine does not count: the campaign's prose with a number, a date or a document in nearly every sentence;
/// against taking the marks off the same text as Markdown. Then the same in one paragraph, and decomposed (NFD).
/// </summary>
internal static class SpokenBenchmark
{
    private static readonly string[] Sentences =
    [
        "Ngày 7/4 hằng năm là Ngày Sức khỏe toàn dân; các địa phương tổ chức khám sức khỏe cho người cao tuổi, trẻ em và đồng bào vùng sâu, vùng xa.",
        "Đến năm 2030, tỷ lệ bao phủ BHYT đạt trên 95% dân số, mỗi trạm y tế có ít nhất 4-5 bác sĩ.",
        "Nghị quyết số 72-NQ/TW, ngày 09/9/2025 của Bộ Chính trị đặt sức khỏe của Nhân dân lên vị trí ưu tiên trong hoạch định chính sách phát triển.",
        "Trạm y tế mở cửa từ 7h30 đến 17h00, điện thoại 0205.3812.345; người dân mang theo thẻ BHYT và căn cước.",
        "Tăng cường tuyên truyền trên báo, đài, hệ thống phát thanh cơ sở, mạng xã hội và các buổi sinh hoạt của thôn, khối phố.",
        "Huyết áp từ 140/90 mmHg trở lên cần được theo dõi, ăn nhạt dưới 5 g muối mỗi ngày và vận động 30 - 45 phút.",
    ];

    public static Task RunAsync()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("tests", "Nq72.Cms.Tests", "Loudspeaker", "readings.json")));
        var index = new ReadingIndex(new() { Abbreviations = Tables(file, "Abbreviations"), Units = Tables(file, "Units") });
        var count = Scale.Of(40_000, 400);
        var pages = string.Join("\n\n", Enumerable.Range(0, count).Select(i => Sentences[i % Sentences.Length]).Chunk(5).Select(paragraph => string.Join(' ', paragraph)));
        var paragraph = pages.Replace("\n\n", " ", StringComparison.Ordinal);
        Measure("pages", pages, index);
        Measure("one paragraph", paragraph, index);
        Measure("pages, decomposed", pages.Normalize(NormalizationForm.FormD), index);
        return Task.CompletedTask;
    }

    private static void Measure(string name, string text, ReadingIndex index)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        var read = Speak(text, index);
        var rounds = Scale.Of(5, 1);
        // the first round compiles
        for (var round = 0; round <= rounds; round++)
        {
            var began = Environment.CpuUsage.TotalTime;
            read = Speak(text, index);
            var between = Environment.CpuUsage.TotalTime;
            SafeHtml.PlainFromMarkdown(text);
            if (round == 0)
                continue;
            ours.Add((between - began).TotalSeconds);
            theirs.Add((Environment.CpuUsage.TotalTime - between).TotalSeconds);
        }

        var megabytes = Encoding.UTF8.GetByteCount(text) / 1_000_000.0;
        var (own, plain) = (ours.Order().ElementAt(ours.Count / 2), theirs.Order().ElementAt(theirs.Count / 2));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Spoken text, {name}: {megabytes:F1} MB in {own:F2} s of one core, {megabytes / own:F1} MB/s ({read.Syllables} syllables, {read.Changes.Count} changes, {read.Findings.Count} findings); Markdown to plain text {plain:F2} s, ratio {own / plain:F2}"));
    }

    private static SpokenText Speak(string text, ReadingIndex index) =>
        SpokenText.Of(text, index, number => number == "72-NQ/TW" ? new("Nghị quyết", "bảy mươi hai", "Bộ Chính trị") : null, new SpeechPace());

    private static IReadOnlyList<WrittenReading> Tables(JsonDocument file, string name) =>
        [.. file.RootElement.GetProperty(name).EnumerateArray().Select(entry => new WrittenReading(entry.GetProperty("Written").GetString()!, [.. entry.GetProperty("Spoken").EnumerateArray().Select(spoken => spoken.GetString()!)]))];
}
