using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Channels;

/// <summary>Reads channels.</summary>
public sealed class ChannelQueries(SchedulerDb db)
{
    /// <summary>One channel with its destinations.</summary>
    public async Task<Outcome<ChannelView>> GetAsync(string name, CancellationToken cancellationToken) =>
        await WithDestinations().FirstOrDefaultAsync(channel => channel.Name == name, cancellationToken) is { } found
            ? ChannelView.Of(found)
            : Problem.NotFound("Không có kênh này.", "There is no such channel.");

    /// <summary>Channels by name.</summary>
    public async Task<Page<ChannelView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var query = WithDestinations();
        if (page.After is [var after])
            query = query.After(channel => channel.Name, after);
        var found = await query.OrderBy(channel => channel.Name).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return page.Cut([.. found.Select(channel => ChannelView.Of(channel))], last => Cursor.Encode(last.Name));
    }

    /// <summary>The channels of these names, by name; unknown ones are left out.</summary>
    internal async Task<IReadOnlyDictionary<string, Channel>> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        await WithDestinations().Where(channel => names.Contains(channel.Name)).ToDictionaryAsync(channel => channel.Name, StringComparer.Ordinal, cancellationToken);

    private IQueryable<Channel> WithDestinations() => db.Set<Channel>().AsNoTracking().Include(channel => channel.Destinations);
}
