using System.Globalization;
using System.Text.Json.Serialization;

namespace Nq72.Cms.Broadcasts.Slots;

/// <summary>A time of the day at which a commune's loudspeakers speak, and how much of it is ours.</summary>
/// <param name="Key">Short and lasting: <c>sang</c>; 1–20 characters.</param>
/// <param name="Name">For people: 'Buổi sáng'; 1–100 characters.</param>
/// <param name="Start">When it begins, <c>HH:mm</c> in the installation's zone.</param>
/// <param name="Minutes">How long the commune's session takes with everything in it, 1–240.</param>
/// <param name="Seconds">How much of it the plan may fill, greeting and closing included: 30 to the whole of it.</param>
/// <param name="Days">On which days of the week, 1 Monday – 7 Sunday; empty for every day.</param>
public sealed record BroadcastSlot(string Key, string Name, string Start, int Minutes, int Seconds, IReadOnlyList<int> Days)
{
    /// <summary>Its time of day; midnight where it cannot be read.</summary>
    [JsonIgnore]
    public TimeOnly StartsAt => TimeOnly.TryParseExact(Start, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : default;

    /// <summary>Whether there is one on that day.</summary>
    public bool IsOn(DateOnly day) => Days.Count == 0 || Days.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek);
}
