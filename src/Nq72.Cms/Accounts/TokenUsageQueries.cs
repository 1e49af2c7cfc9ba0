using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Accounts;

/// <summary>What was asked with a token, day by day. The last half minute may still be missing.</summary>
public sealed class TokenUsageQueries(CmsDb db, InstallationOptions installation, TimeProvider clock)
{
    private const int UsualDays = 30;

    /// <summary>Every day of a span, those without a request too.</summary>
    /// <param name="id">The token.</param>
    /// <param name="from">First day, such as <c>2027-04-01</c>; null for 30 days up to the last.</param>
    /// <param name="to">Last day; null for today.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<TokenUsageView>> ReadAsync(Guid id, string? from, string? to, CancellationToken cancellationToken)
    {
        if (!TryRead(to, clock.Today(installation.Zone), out var last))
            return NotADay("to", to);
        if (!TryRead(from, last.AddDays(1 - UsualDays), out var first))
            return NotADay("from", from);
        if (last < first || last.DayNumber - first.DayNumber >= TokenMeter.KeptDays)
            return Problem.Malformed("from", new($"Từ 'from' đến 'to' là 1 đến {TokenMeter.KeptDays} ngày.", $"'from' to 'to' is 1 to {TokenMeter.KeptDays} days."));
        if (!await db.ApiTokens.AnyAsync(token => token.Id == id, cancellationToken))
            return Problem.NotFound("Không có mã truy cập này.", "There is no such token.");
        var known = await db.Set<TokenUsage>().AsNoTracking().Where(usage => usage.TokenId == id && usage.Day >= first && usage.Day <= last).ToDictionaryAsync(usage => usage.Day, cancellationToken);
        var items = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays)
            .Select(day => known.TryGetValue(day, out var usage) ? new TokenUsageDay(day, usage.Requests, usage.NotModified, usage.Bytes, usage.Refused) : new TokenUsageDay(day, 0, 0, 0, 0)).ToList();
        return new TokenUsageView(items, items.Sum(day => day.Requests), items.Sum(day => day.NotModified), items.Sum(day => day.Bytes), items.Sum(day => day.Refused));
    }

    // around the first and the last year there is no room to reckon
    private static bool TryRead(string? text, DateOnly usual, out DateOnly day)
    {
        day = usual;
        return text is null || (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is > 1900 and < 9999);
    }

    private static Problem NotADay(string field, string? text) =>
        Problem.Malformed(field, new($"'{field}' là một ngày như 2027-04-07; nhận được '{text}'.", $"'{field}' is a day such as 2027-04-07; got '{text}'."));
}

/// <summary>Usage of a token over a span of days, with its sums.</summary>
/// <param name="Items">Each day, the first one first.</param>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="NotModified">Of these, answers 304.</param>
/// <param name="Bytes">Bytes of bodies that were sent.</param>
/// <param name="Refused">Requests beyond a limit (429), not among the others.</param>
public sealed record TokenUsageView(IReadOnlyList<TokenUsageDay> Items, long Requests, long NotModified, long Bytes, long Refused);

/// <summary>Usage of a token on one day of the installation's zone.</summary>
public sealed record TokenUsageDay(DateOnly Day, long Requests, long NotModified, long Bytes, long Refused);
