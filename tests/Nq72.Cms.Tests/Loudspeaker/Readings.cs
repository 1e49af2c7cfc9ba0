using System.Text.Json;
using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>The tables that the tests read with, and three documents.</summary>
internal static class Readings
{
    public static readonly ReadingTables Tables = Read();

    public static readonly ReadingIndex Index = new(Tables);

    public static SpokenText Of(string text, SpeechPace? pace = null) => SpokenText.Of(text, Index, Document, pace ?? new SpeechPace());

    public static SpokenDocument? Document(string number) => number switch
    {
        "72-NQ/TW" => new("Nghị quyết", "bảy mươi hai", "Bộ Chính trị"),
        "282/NQ-CP" => new("Nghị quyết", "hai trăm tám mươi hai", "Chính phủ"),
        "25-CT/TW" => new("Chỉ thị", "hai mươi lăm", "Ban Bí thư Trung ương Đảng"),
        "02-KH/BTGDVTU" => new("Kế hoạch", "không hai", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        _ => null,
    };

    private static ReadingTables Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("tests", "Nq72.Cms.Tests", "Loudspeaker", "readings.json")));
        return new() { Abbreviations = List(file.RootElement.GetProperty("Abbreviations")), Units = List(file.RootElement.GetProperty("Units")) };
    }

    private static IReadOnlyList<WrittenReading> List(JsonElement list) =>
        [.. list.EnumerateArray().Select(entry => new WrittenReading(entry.GetProperty("Written").GetString()!, [.. entry.GetProperty("Spoken").EnumerateArray().Select(spoken => spoken.GetString()!)]))];
}
