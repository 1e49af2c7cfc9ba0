using System.Globalization;

namespace Nq72.Faults;

/// <summary>Where a process is struck: at the nth time that it comes to a step, or so long after the first step of any kind.</summary>
/// <param name="Step">A step of the listener <c>Nq72.Deliveries</c>; <see cref="Any"/> for whichever.</param>
/// <param name="Hit">The nth, from 1; for <see cref="After"/> milliseconds.</param>
/// <param name="Channel">Only steps of deliveries in this channel; null for all.</param>
public sealed record Fault(string Step, int Hit, string? Channel = null)
{
    /// <summary>Counts every step.</summary>
    public const string Any = "*";

    /// <summary>Counts milliseconds from the first step on.</summary>
    public const string After = "after";

    /// <summary>The form in the file: <c>Sending 7</c>, <c>Sent@loa 3</c>, <c>* 40</c>, <c>after 350</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Step}{(Channel is null ? "" : "@" + Channel)} {Hit}");

    /// <summary>Reads the form in the file; null for an empty one.</summary>
    public static Fault? Parse(string text)
    {
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [var where, var hit])
            return null;
        var parts = where.Split('@');
        return new Fault(parts[0], int.Parse(hit, CultureInfo.InvariantCulture), parts.Length > 1 ? parts[1] : null);
    }
}
