using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Calendar;

/// <summary>Reads blackouts.</summary>
public sealed class BlackoutQueries(SchedulerDb db)
{
    /// <summary>One blackout.</summary>
    public async Task<Outcome<BlackoutView>> GetAsync(string key, CancellationToken cancellationToken) =>
        await db.Set<Blackout>().AsNoTracking().FirstOrDefaultAsync(blackout => blackout.Key == key, cancellationToken) is { } found ? BlackoutView.Of(found) : NotFound;

    /// <summary>Blackouts by key.</summary>
    public async Task<Page<BlackoutView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var query = db.Set<Blackout>().AsNoTracking();
        if (page.After is [var after])
            query = query.After(blackout => blackout.Key, after);
        var found = await query.OrderBy(blackout => blackout.Key).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return page.Cut([.. found.Select(BlackoutView.Of)], last => Cursor.Encode(last.Key));
    }

    /// <summary>All of them, the last to begin first.</summary>
    public async Task<IReadOnlyList<BlackoutView>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await db.Set<Blackout>().AsNoTracking().OrderByDescending(blackout => blackout.From).ThenBy(blackout => blackout.Key).ToListAsync(cancellationToken)).Select(BlackoutView.Of)];

    /// <summary>The blackouts that touch [from, until), the earliest first.</summary>
    public async Task<IReadOnlyList<BlackoutView>> BetweenAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        [.. (await NotOverAsync(from, cancellationToken)).Where(blackout => blackout.From < until).Select(BlackoutView.Of)];

    /// <summary>The blackouts that are not over at an instant, the earliest first.</summary>
    internal async Task<IReadOnlyList<Blackout>> NotOverAsync(DateTimeOffset instant, CancellationToken cancellationToken) =>
        await db.Set<Blackout>().AsNoTracking().Where(blackout => blackout.To > instant).OrderBy(blackout => blackout.From).ThenBy(blackout => blackout.Key).ToListAsync(cancellationToken);

    internal static Problem NotFound => Problem.NotFound("Không có thời gian tạm dừng này.", "There is no such blackout.");
}

/// <summary>A blackout as it is read.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">First instant.</param>
/// <param name="To">The instant at which it is over.</param>
/// <param name="Allow">What passes although it is festive.</param>
public sealed record BlackoutView(string Key, string Name, DateTimeOffset From, DateTimeOffset To, ContentMarks Allow)
{
    internal static BlackoutView Of(Blackout blackout) => new(blackout.Key, blackout.Name, blackout.From, blackout.To, blackout.Allow);
}
