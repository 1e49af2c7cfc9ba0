using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Platform.Time;

/// <summary>
/// An instant as someone gave it: RFC 3339, or a wall-clock time <c>{"local":"2027-04-07T07:00"}</c> in the installation's zone.
/// </summary>
/// <param name="Instant">Given as an instant; null when given as wall-clock time.</param>
/// <param name="Local">Given as wall-clock time, ISO 8601 without an offset; null when given as an instant.</param>
public sealed record WallTime(DateTimeOffset? Instant, string? Local)
{
    private static readonly string[] LocalFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF"];

    public static implicit operator WallTime(DateTimeOffset instant) => new(instant, null);

    /// <summary>
    /// The instant that is meant. A wall-clock time that a change of clocks skips counts from before the change (02:30 in a gap of an hour from 02:00 is 03:30); one that occurs
    /// twice means the earlier of the two.
    /// </summary>
    /// <param name="zone">The installation's zone (<c>Nq72:TimeZone</c>).</param>
    /// <param name="field">Name of the field in JSON, for the problem.</param>
    public Outcome<DateTimeOffset> Resolve(TimeZoneInfo zone, string field)
    {
        if (Instant is { } instant)
            return instant.Cut();
        // the first and the last year have no room for offsets
        if (!DateTime.TryParseExact(Local, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || wall.Year is 1 or 9999)
            return Problem.Invalid(field, "wallTime",
                $"Giờ '{Local}' không đúng dạng; viết như 2027-04-07T07:00.", $"The time '{Local}' is not well-formed; write it like 2027-04-07T07:00.");
        return ToInstant(wall, zone);
    }

    /// <summary>The instant of a wall-clock time in a zone, by the rule of <see cref="Resolve"/>.</summary>
    public static DateTimeOffset ToInstant(DateTime wall, TimeZoneInfo zone)
    {
        wall = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wall))
        {
            var before = zone.GetUtcOffset(wall.AddDays(-1));
            return new DateTimeOffset(wall - before, TimeSpan.Zero);
        }

        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall - offset, TimeSpan.Zero);
    }
}

internal sealed class WallTimeConverter : JsonConverter<WallTime>
{
    public override WallTime? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // a converter called from here would tell a path that begins here
        if (reader.TokenType == JsonTokenType.String && Instants.TryParseWire(reader.GetString(), out var instant))
            return instant;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A time is an instant such as 2027-04-07T00:00:00Z, or {\"local\":\"2027-04-07T07:00\"}.");
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.TryGetProperty("local", out var local) && local.ValueKind == JsonValueKind.String
            ? new WallTime(null, local.GetString())
            : throw new JsonException("A wall-clock time is {\"local\":\"2027-04-07T07:00\"}.");
    }

    public override void Write(Utf8JsonWriter writer, WallTime value, JsonSerializerOptions options)
    {
        if (value.Instant is { } instant)
        {
            writer.WriteStringValue(instant.ToWire());
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("local", value.Local);
        writer.WriteEndObject();
    }
}
