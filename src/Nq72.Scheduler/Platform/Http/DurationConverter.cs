using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace Nq72.Scheduler.Platform.Http;

/// <summary>Durations as ISO 8601 (<c>PT12H</c>); <c>12:00:00</c> is read as well.</summary>
public sealed class DurationConverter : JsonConverter<TimeSpan?>
{
    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        if (TimeSpan.TryParseExact(text, ["c", "g"], CultureInfo.InvariantCulture, out var span))
            return span;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new JsonException("A duration is ISO 8601, such as PT12H.", exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options)
    {
        if (value is { } span)
            writer.WriteStringValue(XmlConvert.ToString(span));
        else
            writer.WriteNullValue();
    }
}
