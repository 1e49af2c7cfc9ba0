using System.Globalization;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Admin;

/// <summary>Time as the desk shows and reads it: the installation's zone, dd/MM/yyyy, 24 hours. Thread-safe.</summary>
public sealed class DeskClock(TimeProvider clock, InstallationOptions installation)
{
    /// <summary>A local date and time as JSON has it; <see cref="TypedTime.Show"/> turns it into what a field shows.</summary>
    public const string InputFormat = "yyyy-MM-dd'T'HH:mm";

    /// <summary>The zone that times of day mean.</summary>
    public string ZoneName => installation.Zone.Id;

    /// <summary>Now, as one instant for the whole page.</summary>
    public DateTimeOffset Now => clock.Now();

    /// <summary>Today in the installation's zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(ToLocal(Now));

    /// <summary>07/04/2027 07:00; with seconds where they matter and are not zero.</summary>
    public string Show(DateTimeOffset instant, bool precise = false)
    {
        var local = ToLocal(instant);
        return local.ToString(precise && local.Second != 0 ? "dd/MM/yyyy HH:mm:ss" : "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>07/04/2027.</summary>
    public static string Show(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>The value of an input for local date and time.</summary>
    public string ForInput(DateTimeOffset? instant) => instant is { } given ? ToLocal(given).ToString(InputFormat, CultureInfo.InvariantCulture) : "";

    /// <summary>What someone typed into such a field (<see cref="TypedTime"/>); null when it is empty. What cannot be read becomes a problem where it is resolved.</summary>
    public static WallTime? Read(string? local) => string.IsNullOrWhiteSpace(local) ? null : new WallTime(null, TypedTime.Local(local)!.Trim());

    /// <summary>The wall-clock time in the installation's zone.</summary>
    public DateTime ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, installation.Zone).DateTime;

    /// <summary>The instant at which a day begins here.</summary>
    public DateTimeOffset StartOf(DateOnly day) => WallTime.ToInstant(day.ToDateTime(TimeOnly.MinValue), installation.Zone);
}
