using System.Globalization;
using System.Text.RegularExpressions;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Admin;

/// <summary>The desk's words in the language that the person chose: Vietnamese unless the cookie says English. One for each request.</summary>
public sealed partial class UiText(UiTextCatalog catalog, DeskClock clock, IHttpContextAccessor http)
{
    /// <summary>Name of the cookie that keeps the choice.</summary>
    public const string LanguageCookie = "nq72-lang";

    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary><c>vi</c> or <c>en</c>.</summary>
    public string Language { get; } = http.HttpContext?.Request.Cookies[LanguageCookie] == "en" ? "en" : "vi";

    /// <summary>How numbers are written.</summary>
    public CultureInfo Culture => Language == "en" ? English : Vietnamese;

    /// <summary>The text of a key. A key without a text is a mistake and throws.</summary>
    public string this[string key] =>
        catalog.Find(key)?.In(Language) ?? throw new InvalidOperationException($"The desk has no text for the key '{key}'.");

    /// <summary>The text of a key with values put in.</summary>
    public string this[string key, params object?[] values] => string.Format(Culture, this[key], values);

    /// <summary>The text of a key; the fallback where there is none.</summary>
    public string Or(string key, string fallback) => catalog.Find(key)?.In(Language) ?? fallback;

    /// <summary>A sentence of a problem or a finding. Instants, times and days in it are shown as the desk shows them, not as the API writes them.</summary>
    public string Of(LocalText text) => WireTime().Replace(text.In(Language), match =>
        Instants.TryParseWire(match.Value, out var instant) ? clock.Show(instant, precise: true) : TypedTime.Show(match.Value)!);

    /// <summary>What is wrong with a field. Where the sentence names the field as JSON does, people read its label (<c>field.name</c>).</summary>
    public string Of(FieldError error) => Of(error.Message).Replace($"'{error.Field}'", $"“{Or($"field.{error.Field}", error.Field)}”", StringComparison.Ordinal);

    // not within a name or an address
    [GeneratedRegex(@"(?<![\w/=-])\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d((\.\d+)?Z)?)?)?(?![\w/-])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WireTime();
}
