using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nq72.Scheduler.Calendar;

/// <summary>
/// When an occasion falls in every year, as JSON has it: <c>"04-07"</c>, <c>{"from":"04-15","to":"05-15"}</c> or <c>{"lunar":"01-01"}</c>.
/// </summary>
/// <param name="Solar">Month and day of the solar year, <c>MM-dd</c>.</param>
/// <param name="From">First day of a span, <c>MM-dd</c>.</param>
/// <param name="To">Last day of a span; one before <paramref name="From"/> lies in the next year.</param>
/// <param name="Lunar">Month and day of the Vietnamese lunar year, <c>MM-dd</c>.</param>
/// <remarks>29 February falls on 28 February in common years (<see cref="SolarDay"/>).</remarks>
[JsonConverter(typeof(OccasionDateConverter))]
public sealed record OccasionDate(string? Solar, string? From, string? To, string? Lunar)
{
    /// <summary>A day of the solar year.</summary>
    public static OccasionDate OnSolar(string day) => new(day, null, null, null);

    /// <summary>A span of the solar year.</summary>
    public static OccasionDate Between(string from, string to) => new(null, from, to, null);

    /// <summary>A day of the lunar year.</summary>
    public static OccasionDate OnLunar(string day) => new(null, null, null, day);

    /// <summary>Whether every part can be read, and exactly one form is used.</summary>
    [JsonIgnore]
    public bool IsValid => (Solar, From, To, Lunar) switch
    {
        ({ } solar, null, null, null) => TryReadSolar(solar, out _),
        (null, { } from, { } to, null) => TryReadSolar(from, out _) && TryReadSolar(to, out _),
        (null, null, null, { } lunar) => TryRead(lunar, out var day) && day.Month is >= 1 and <= 12 && day.Day is >= 1 and <= 30,
        _ => false,
    };

    /// <summary>The spans that begin in the year, first and last day included.</summary>
    /// <param name="year">The solar year.</param>
    /// <param name="days">How long a single day's occasion lasts (Tết: five days).</param>
    public IEnumerable<DaySpan> InYear(int year, int days)
    {
        if (Solar is not null && TryReadSolar(Solar, out var single))
            return [DaySpan.Of(SolarDay(year, single), days)];
        if (From is not null && To is not null && TryReadSolar(From, out var from) && TryReadSolar(To, out var to))
        {
            var first = SolarDay(year, from);
            var last = SolarDay(year, to);
            return [new DaySpan(first, last < first ? SolarDay(year + 1, to) : last)];
        }

        return Lunar is not null && TryRead(Lunar, out var lunar)
            ? VietnameseLunarCalendar.InSolarYear(year, lunar.Month, lunar.Day).Select(day => DaySpan.Of(day, days))
            : [];
    }

    /// <summary>The policy for 29 February: in a common year the last day of February is meant, never 1 March.</summary>
    internal static DateOnly SolarDay(int year, (int Month, int Day) day) =>
        new(year, day.Month, Math.Min(day.Day, DateTime.DaysInMonth(year, day.Month)));

    private static bool TryReadSolar(string text, out (int Month, int Day) day) =>
        TryRead(text, out day) && day.Month is >= 1 and <= 12 && day.Day >= 1 && day.Day <= DateTime.DaysInMonth(2028, day.Month);

    private static bool TryRead(string text, out (int Month, int Day) day)
    {
        day = default;
        if (text.Length != 5 || text[2] != '-'
            || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            || !int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        day = (month, number);
        return true;
    }
}

/// <summary>Days from the first to the last, both included.</summary>
public sealed record DaySpan(DateOnly From, DateOnly To)
{
    /// <summary>So many days from the first one.</summary>
    public static DaySpan Of(DateOnly first, int days) => new(first, first.AddDays(Math.Max(days, 1) - 1));
}

internal sealed class OccasionDateConverter : JsonConverter<OccasionDate>
{
    public override OccasionDate? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return root.ValueKind switch
        {
            JsonValueKind.String => OccasionDate.OnSolar(root.GetString()!),
            JsonValueKind.Object => new OccasionDate(Text(root, "solar"), Text(root, "from"), Text(root, "to"), Text(root, "lunar")),
            // understood as JSON, but no date: the verb says so with all else that is wrong
            _ => OccasionDate.OnSolar(root.GetRawText()),
        };
    }

    public override void Write(Utf8JsonWriter writer, OccasionDate value, JsonSerializerOptions options)
    {
        if (value.Solar is not null)
        {
            writer.WriteStringValue(value.Solar);
            return;
        }

        writer.WriteStartObject();
        if (value.Lunar is not null)
            writer.WriteString("lunar", value.Lunar);
        if (value.From is not null)
            writer.WriteString("from", value.From);
        if (value.To is not null)
            writer.WriteString("to", value.To);
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;
}
