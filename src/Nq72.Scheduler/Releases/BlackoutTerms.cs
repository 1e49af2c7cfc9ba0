using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>What was said of a blackout, read and found valid: what <see cref="PutBlackout"/> writes and <see cref="BlackoutReach"/> asks about.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">First instant.</param>
/// <param name="To">The instant at which it is over.</param>
/// <param name="Allow">What passes although it is festive.</param>
internal sealed record BlackoutTerms(string Name, DateTimeOffset From, DateTimeOffset To, ContentMarks Allow)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);
    private const int MostMarks = 200;

    /// <summary>Reads them; everything that is wrong is told at once.</summary>
    public static Outcome<BlackoutTerms> Read(string key, BlackoutInput input, TimeZoneInfo zone)
    {
        var fields = new Fields();
        fields.Key("key", key);
        var name = fields.Required("name", input.Name, PutOccasion.NameLength);
        var from = Bound(fields, "from", input.From?.Begin(zone, "from"));
        var to = Bound(fields, "to", input.To?.End(zone, "to"));
        if (from is { } begin && to is { } end && (end <= begin || end - begin > Longest))
            fields.Add("to", "span", "Thời gian tạm dừng phải kết thúc sau khi bắt đầu, dài nhất một năm.", "A blackout must end after it begins, and lasts a year at most.");
        var allow = input.Allow ?? ContentMarks.None;
        if (allow.Count > MostMarks)
            fields.Add("allow", "tooMany", $"Nhiều nhất {MostMarks} tên.", $"At most {MostMarks} names.");
        return fields.AreInvalid ? fields.Problem : new BlackoutTerms(name, from!.Value, to!.Value, allow);
    }

    private static DateTimeOffset? Bound(Fields fields, string field, Outcome<DateTimeOffset>? given)
    {
        if (given is not { } bound)
            fields.Add(field, "required", $"Thời gian tạm dừng cần '{field}'.", $"A blackout needs '{field}'.");
        else if (!bound.Succeeded)
            fields.Add(bound.Problem);
        else
            return bound.Value;
        return null;
    }
}
