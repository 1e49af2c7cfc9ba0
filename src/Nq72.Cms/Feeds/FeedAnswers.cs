using Nq72.Cms.PartnerApi;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Feeds;

/// <summary>Makes the answers that are feeds, for an instant.</summary>
public sealed class FeedAnswers(FeedReader reader, FeedEntries entries, NinjsFeed ninjs, InstallationOptions installation)
{
    /// <summary>A page of a feed.</summary>
    public async Task<Outcome<ReadyAnswer>> PageAsync(FeedQuery query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var page = await reader.ReadAsync(query, at, cancellationToken);
        var body = query.Format switch
        {
            FeedFormat.Json => JsonFeed.Write(page, await entries.ReadAsync(page, at, cancellationToken), installation),
            FeedFormat.Rss => RssFeed.Write(page, await entries.ReadAsync(page, at, cancellationToken), installation.Zone),
            FeedFormat.Atom => AtomFeed.Write(page, await entries.ReadAsync(page, at, cancellationToken), installation.Zone),
            _ => await ninjs.WriteAsync(page, at, cancellationToken),
        };
        return new ReadyAnswer(200, $"{query.Format.MediaType()}; charset=utf-8", body, page.LastModified, page.ValidUntil) { Links = page.Links };
    }
}
