using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Platform.Persistence;

namespace Nq72.Cms.Feeds.Hubs;

/// <summary>What hubs were told.</summary>
public sealed class HubQueries(CmsDb db, IOptions<FeedOptions> options)
{
    /// <summary>From so many failed attempts on a person should look; fewer are a hub that was restarted.</summary>
    public const int Troubling = 3;

    /// <summary>Every hub of the settings, in their order.</summary>
    public async Task<IReadOnlyList<HubView>> ListAsync(CancellationToken cancellationToken)
    {
        var topics = (await db.Set<HubTopic>().AsNoTracking().ToListAsync(cancellationToken)).OrderBy(topic => topic.Selection, StringComparer.Ordinal).ToLookup(topic => topic.Hub, StringComparer.Ordinal);
        return [.. options.Value.Hubs.Select(hub => new HubView(hub, [.. topics[hub].Select(HubTopicView.Of)]))];
    }
}

/// <summary>A hub.</summary>
/// <param name="Hub">Its address.</param>
/// <param name="Topics">What it was told, by selection.</param>
public sealed record HubView(string Hub, IReadOnlyList<HubTopicView> Topics);

/// <summary>What a hub was told of the feeds of one selection.</summary>
/// <param name="Selection">A content type, or <c>all</c>.</param>
/// <param name="ToldAt">When it last took something; null while it never did.</param>
/// <param name="Attempts">Attempts that failed since.</param>
/// <param name="NextAt">When it is tried again, unless the feed changes before; null when nothing failed.</param>
/// <param name="Error">Code and words of the last failure; null when nothing failed.</param>
/// <param name="FailingSince">Since when; null when nothing failed.</param>
public sealed record HubTopicView(string Selection, DateTimeOffset? ToldAt, int Attempts, DateTimeOffset? NextAt, string? Error, DateTimeOffset? FailingSince)
{
    internal static HubTopicView Of(HubTopic topic) => new(topic.Selection, topic.ToldAt, topic.Attempts, topic.DueAt, topic.LastError, topic.FailingSince);
}
