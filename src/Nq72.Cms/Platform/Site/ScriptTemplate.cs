namespace Nq72.Cms.Platform.Site;

/// <summary>
/// The fixed sentences of loudspeaker scripts. <c>{place}</c> (kind and name of the commune), <c>{authority}</c>, <c>{title}</c>, <c>{date}</c>, <c>{slot}</c> and <c>{station}</c>
/// (telephone of the commune's health station) are filled in. A recipe's settings may replace each; an empty one is left out.
/// </summary>
public sealed record ScriptTemplate
{
    /// <summary>First line of the sheet, not read out.</summary>
    public string Heading { get; init; } = "KỊCH BẢN PHÁT THANH";

    /// <summary>What the listeners hear before the first word, not read out: a signature tune.</summary>
    public string Tune { get; init; } = "Nhạc hiệu";

    /// <summary>The greeting.</summary>
    public string Greeting { get; init; } = "Kính thưa quý vị và bà con {place}!";

    /// <summary>What comes, once in a programme.</summary>
    public string Introduction { get; init; } = "Mời quý vị và bà con nghe bản tin truyền thanh, ngày {date}.";

    /// <summary>Who publishes: it must be heard.</summary>
    public string Attribution { get; init; } = "Sau đây là nội dung do {authority} phát hành.";

    /// <summary>What goes before a correction's note.</summary>
    public string Correction { get; init; } = "Đính chính:";

    /// <summary>What goes before a slogan.</summary>
    public string SloganLead { get; init; } = "Thông điệp hôm nay:";

    /// <summary>What listeners are to do, after everything else; empty for nothing.</summary>
    public string ToDo { get; init; } = "";

    /// <summary>The closing.</summary>
    public string Closing { get; init; } = "Xin cảm ơn quý vị và bà con đã lắng nghe.";

    /// <summary>Who reads the texts of a programme, in turns; empty for one voice.</summary>
    public IReadOnlyList<string> Readers { get; init; } = [];

    /// <summary>Seconds that one item may take of a commune's broadcast. 300 is an assumption: no rule gives a length; 0 for no comparison.</summary>
    public int ItemSeconds { get; init; } = 300;

    /// <summary>Sentences in other languages, by tag; a language without any has only its texts: nobody invents sentences in it.</summary>
    public IReadOnlyDictionary<string, ScriptTemplate> Languages { get; init; } = new Dictionary<string, ScriptTemplate>(StringComparer.Ordinal);

    /// <summary>No sentence at all: for a language in which nobody gave any.</summary>
    public static ScriptTemplate Silent { get; } = new() { Greeting = "", Introduction = "", Attribution = "", Correction = "", SloganLead = "", ToDo = "", Closing = "" };

    /// <summary>The sentences of a language.</summary>
    public ScriptTemplate In(string lang) => lang == "vi" || lang.StartsWith("vi-", StringComparison.Ordinal) ? this : Languages.GetValueOrDefault(lang, Silent);
}
