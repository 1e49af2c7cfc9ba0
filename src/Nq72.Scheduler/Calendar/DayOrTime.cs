using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Calendar;

/// <summary>A bound of a span as someone gave it: a day (<c>2027-05-24</c>, the whole of it) or a time.</summary>
/// <param name="Day">Given as a day of the installation's zone; null when given as a time.</param>
/// <param name="Time">Given as a time; null when given as a day.</param>
[JsonConverter(typeof(DayOrTimeConverter))]
public sealed record DayOrTime(DateOnly? Day, WallTime? Time)
{
    /// <summary>The first instant that is meant.</summary>
    public Outcome<DateTimeOffset> Begin(TimeZoneInfo zone, string field) =>
        Day is { } day ? WallTime.ToInstant(day.ToDateTime(TimeOnly.MinValue), zone) : Time!.Resolve(zone, field);

    /// <summary>The instant after the last one that is meant: of a day, the begin of the next.</summary>
    public Outcome<DateTimeOffset> End(TimeZoneInfo zone, string field) =>
        Day is { } day ? WallTime.ToInstant(day.AddDays(1).ToDateTime(TimeOnly.MinValue), zone) : Time!.Resolve(zone, field);
}

internal sealed class DayOrTimeConverter : JsonConverter<DayOrTime>
{
    private static readonly DateOnly FirstDay = new(1900, 1, 1), LastDay = new(2199, 12, 31);

    public override DayOrTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String
            && DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= FirstDay && day <= LastDay)
            return new(day, null);
        return new(null, JsonSerializer.Deserialize<WallTime>(ref reader, Json.Options));
    }

    public override void Write(Utf8JsonWriter writer, DayOrTime value, JsonSerializerOptions options)
    {
        if (value.Day is { } day)
            writer.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        else
            JsonSerializer.Serialize(writer, value.Time, Json.Options);
    }
}
