using System.Globalization;
using System.Text.Json.Nodes;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Media.Pages;

/// <summary>The form of a file, as typed or as it stands.</summary>
public sealed class MediaForm
{
    private readonly Dictionary<string, string> values;

    private MediaForm(Dictionary<string, string> values) => this.values = values;

    /// <summary>What stands in a field; empty for nothing.</summary>
    public string this[string field] => values.GetValueOrDefault(field, "");

    /// <summary>What was typed.</summary>
    public static MediaForm Of(IFormCollection form) => new(form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal));

    /// <summary>What stands.</summary>
    public static MediaForm Of(MediaView media, DeskClock clock)
    {
        var standing = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["credit"] = media.Credit ?? "", ["licence"] = media.Licence ?? "", ["rightsUntil"] = clock.ForInput(media.RightsUntil), ["people"] = media.People is { } people ? MediaShown.Name(people) : "",
            ["consent.scope"] = media.Consent?.Scope ?? "", ["consent.reference"] = media.Consent?.Reference ?? "", ["consent.until"] = clock.ForInput(media.Consent?.Until),
            ["consent.guardian"] = media.Consent?.Guardian ?? "", ["consent.own"] = media.Consent?.Own is { } own ? MediaShown.Name(own) : "",
            ["focus.x"] = Percent(media.FocalPoint?.X), ["focus.y"] = Percent(media.FocalPoint?.Y),
        };
        foreach (var (lang, text) in media.Alt)
            standing[$"alt.{lang}"] = text;
        foreach (var (lang, text) in media.Caption)
            standing[$"caption.{lang}"] = text;
        return new(standing);
    }

    /// <summary>The body that the same would be as JSON.</summary>
    /// <param name="isPicture">Whether there is a focal point to read.</param>
    public JsonObject Read(bool isPicture)
    {
        var consent = new JsonObject
        {
            ["scope"] = Text("consent.scope"), ["reference"] = Text("consent.reference"), ["until"] = Time("consent.until"), ["guardian"] = Text("consent.guardian"), ["own"] = Text("consent.own"),
        };
        var body = new JsonObject
        {
            ["alt"] = Texts("alt."), ["caption"] = Texts("caption."), ["credit"] = Text("credit"), ["licence"] = Text("licence"), ["rightsUntil"] = Time("rightsUntil"), ["people"] = Text("people"),
            ["consent"] = consent.Any(member => member.Value is not null) ? consent : null,
        };
        if (isPicture)
            body["focalPoint"] = Focus();
        return body;
    }

    private JsonValue? Text(string field) => string.IsNullOrWhiteSpace(this[field]) ? null : JsonValue.Create(this[field]);

    private JsonNode? Time(string field) => DeskClock.Read(this[field]) is { } time ? System.Text.Json.JsonSerializer.SerializeToNode(time, Json.Options) : null;

    private JsonObject Texts(string prefix)
    {
        var texts = new JsonObject();
        foreach (var (field, value) in values.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(field.Value)))
            texts[field[prefix.Length..]] = value;
        return texts;
    }

    private JsonObject? Focus()
    {
        if (string.IsNullOrWhiteSpace(this["focus.x"]) && string.IsNullOrWhiteSpace(this["focus.y"]))
            return null;
        return new JsonObject { ["x"] = Part("focus.x"), ["y"] = Part("focus.y") };
    }

    private double? Part(string field) => double.TryParse(this[field].Replace(',', '.'), CultureInfo.InvariantCulture, out var percent) ? percent / 100 : null;

    private static string Percent(double? part) => part is { } given ? (given * 100).ToString("0.#", CultureInfo.InvariantCulture) : "";
}
