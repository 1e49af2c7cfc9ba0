using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Calendar;

/// <summary>Reads occasions and holidays.</summary>
public sealed class OccasionQueries(SchedulerDb db, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>One occasion.</summary>
    public async Task<Outcome<OccasionView>> GetAsync(string key, CancellationToken cancellationToken) =>
        await db.Set<Occasion>().AsNoTracking().FirstOrDefaultAsync(occasion => occasion.Key == key, cancellationToken) is { } found
            ? OccasionView.Of(found, clock.Today(installation.Zone).Year)
            : Problem.NotFound("Không có ngày này.", "There is no such occasion.");

    /// <summary>Occasions by key.</summary>
    public async Task<Page<OccasionView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var query = db.Set<Occasion>().AsNoTracking();
        if (page.After is [var after])
            query = query.After(occasion => occasion.Key, after);
        var found = await query.OrderBy(occasion => occasion.Key).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var year = clock.Today(installation.Zone).Year;
        return page.Cut([.. found.Select(occasion => OccasionView.Of(occasion, year))], last => Cursor.Encode(last.Key));
    }

    /// <summary>All of them, by key.</summary>
    public async Task<IReadOnlyList<OccasionView>> AllAsync(CancellationToken cancellationToken)
    {
        var year = clock.Today(installation.Zone).Year;
        return [.. (await db.Set<Occasion>().AsNoTracking().ToListAsync(cancellationToken)).OrderBy(occasion => occasion.Key, StringComparer.Ordinal).Select(occasion => OccasionView.Of(occasion, year))];
    }

    /// <summary>What falls, even in part, on the days from first to last, in order.</summary>
    public async Task<IReadOnlyList<OccasionOccurrence>> BetweenAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var all = await db.Set<Occasion>().AsNoTracking().ToListAsync(cancellationToken);
        var occurrences =
            from occasion in all
            from year in Enumerable.Range(first.Year - 1, last.Year - first.Year + 2)
            from span in occasion.InYear(year)
            where span.From <= last && span.To >= first
            orderby span.From, occasion.Key
            select new OccasionOccurrence(occasion.Key, occasion.Kind, occasion.Name, span.From, span.To, occasion.Festive);
        return [.. occurrences];
    }
}

/// <summary>An occasion as it is read.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Kind">Occasion or holiday.</param>
/// <param name="Name">Its name.</param>
/// <param name="Date">As it was put; null while not fixed.</param>
/// <param name="Days">How many days a single date lasts.</param>
/// <param name="Festive">Whether a blackout holds it.</param>
/// <param name="Evidence">What the date rests on.</param>
/// <param name="Source">Where that was read.</param>
/// <param name="Next">The days of this year and the four that follow.</param>
public sealed record OccasionView(
    string Key, OccasionKind Kind, string Name, OccasionDate? Date, int Days, bool Festive, string? Evidence, string? Source, IReadOnlyList<DaySpan> Next)
{
    internal static OccasionView Of(Occasion occasion, int year) => new(
        occasion.Key, occasion.Kind, occasion.Name, occasion.Date, occasion.Days, occasion.Festive, occasion.Evidence, occasion.Source,
        [.. Enumerable.Range(year, 5).SelectMany(occasion.InYear)]);
}

/// <summary>An occasion or holiday on its days in one year.</summary>
public sealed record OccasionOccurrence(string Occasion, OccasionKind Kind, string Name, DateOnly From, DateOnly To, bool Festive);
