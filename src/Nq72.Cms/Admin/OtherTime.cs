using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Admin;

/// <summary>
/// The other instant that the address asks for, <c>?at=2027-04-07T07:00</c> in the installation's zone or an instant in UTC: screens that can show it do, all others say that they
/// show now. It stands in the address and nowhere else. One for each request.
/// </summary>
public sealed class OtherTime
{
    /// <summary>Name of the parameter.</summary>
    public const string Parameter = "at";

    /// <summary>Where the page of an instant lies.</summary>
    public const string Page = "/admin/as-of";

    // the years of the calendar
    private const int FirstYear = 1901, LastYear = 2099;

    private readonly DeskClock clock;

    public OtherTime(IHttpContextAccessor http, DeskClock clock, InstallationOptions installation)
    {
        this.clock = clock;
        if (http.HttpContext?.Request.Query.TryGetValue(Parameter, out var given) != true || string.IsNullOrWhiteSpace(given.ToString()))
            return;
        Given = given.ToString().Trim();
        var at = Instants.TryParseWire(Given, out var instant) ? instant : new WallTime(null, TypedTime.Local(Given)).Resolve(installation.Zone, Parameter);
        if (at.Succeeded && at.Value.Year is >= FirstYear and <= LastYear)
            At = at.Value;
    }

    /// <summary>What stands in the address; null when nothing does.</summary>
    public string? Given { get; }

    /// <summary>The instant; null for now, and for what cannot be read.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>Whether the instant is still to come.</summary>
    public bool IsAhead => At > clock.Now;

    /// <summary>Whether the page at hand can show other instants.</summary>
    public bool IsOffered { get; private set; }

    /// <summary>The instant that the page at hand is shown as of; null for now.</summary>
    public DateTimeOffset? Shown => IsOffered ? At : null;

    /// <summary>Whether the page at hand shows now although the address asks for another instant.</summary>
    public bool IsPassedOver { get; private set; }

    /// <summary>A path with the instant kept.</summary>
    public string Keep(string path) => Given is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Parameter}={Uri.EscapeDataString(Given)}";

    /// <summary>Asks whether the page at hand may go on: nothing is written while another time is looked at, and what cannot be read is no time.</summary>
    internal Problem? Refuse(string method, bool isOffered)
    {
        if (Given is null)
        {
            IsOffered = isOffered;
            return null;
        }

        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
            return new Problem(409, "otherTime", new("Đang xem lúc khác nên không ghi được gì", "Nothing can be written while looking at another time"), new(
                "Chưa có gì thay đổi. Hãy về hiện tại rồi làm lại.", "Nothing was changed. Go back to now and do it again."));
        if (At is null)
            return new Problem(400, Parameter, new("Không đọc được thời điểm", "The time cannot be read"), new(
                $"Không đọc được thời điểm '{Given}'. Viết như 07/04/2027 07:00, trong các năm {FirstYear} đến {LastYear}.", $"The time '{Given}' cannot be read. Write it like 07/04/2027 07:00, in the years {FirstYear} to {LastYear}."));
        (IsOffered, IsPassedOver) = (isOffered, !isOffered);
        return null;
    }
}
