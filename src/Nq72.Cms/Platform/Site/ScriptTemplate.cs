namespace Nq72.Cms.Platform.Site;

/// <summary>The fixed sentences of a loudspeaker script; <c>{place}</c>, <c>{authority}</c> and <c>{title}</c> are filled in. A recipe's settings may replace each.</summary>
public sealed record ScriptTemplate
{
    /// <summary>First line of the sheet, not read out.</summary>
    public string Heading { get; init; } = "KỊCH BẢN PHÁT THANH";

    /// <summary>The greeting.</summary>
    public string Greeting { get; init; } = "Kính thưa quý vị và bà con {place}!";

    /// <summary>Who publishes: it must be heard.</summary>
    public string Attribution { get; init; } = "Sau đây là nội dung do {authority} phát hành.";

    /// <summary>What goes before a correction's note.</summary>
    public string Correction { get; init; } = "Đính chính:";

    /// <summary>The closing.</summary>
    public string Closing { get; init; } = "Xin cảm ơn quý vị và bà con đã lắng nghe.";

    /// <summary>Seconds that one item may take of a commune's broadcast. 300 is an assumption: no rule gives a length; 0 for no comparison.</summary>
    public int ItemSeconds { get; init; } = 300;
}
