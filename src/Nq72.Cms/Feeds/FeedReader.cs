using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Feeds;

/// <summary>Reads what stands in a feed at an instant.</summary>
public sealed class FeedReader(
    CmsDb db, VisibleItems visible, ItemAnswers answers, ContentTypeCatalog catalog, TimelineSight sight, Incarnation incarnation, InstallationOptions installation,
    IOptions<FeedOptions> options)
{
    // beyond it somebody is emptying the site, and partners begin again
    private const int MaxRetracted = 500;

    /// <summary>A page. The same items give the same page, whatever else happens on the site.</summary>
    public async Task<FeedPage> ReadAsync(FeedQuery query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var (asOf, boundary) = await answers.SpanAsync(at, cancellationToken);
        var (items, more) = await visible.ListHeadsAsync(query.Items, at, cancellationToken);
        var forgotten = at - options.Value.NameRetractionsFor;
        List<Publication> retracted = query.IsFirst ? await visible.ListRetractedAsync(query.Items, forgotten, at, MaxRetracted, cancellationToken) : [];
        var lastForgotten = query.IsFirst
            ? await db.Publications.Where(publication => publication.RetractedReason != null && publication.VisibleUntil <= forgotten).MaxAsync(publication => publication.VisibleUntil, cancellationToken)
            : null;
        return new FeedPage
        {
            Query = query,
            Site = site,
            Title = await TitleAsync(query, site, cancellationToken),
            SelfUrl = installation.PublicUrl + query.Path,
            FirstUrl = installation.PublicUrl + query.FirstPath,
            NextUrl = more ? installation.PublicUrl + InPreview(query.PathAfter(items[^1], incarnation.Id)) : null,
            NextCursor = more ? FeedQuery.CursorAfter(items[^1], incarnation.Id) : null,
            HomeUrl = $"{installation.PublicUrl}/",
            Hubs = query.IsWhole ? options.Value.Hubs : [],
            Updated = items.Select(item => item.Publication.VisibleFrom).Concat(retracted.Select(item => item.VisibleUntil!.Value)).DefaultIfEmpty(asOf ?? DateTimeOffset.UnixEpoch).Max(),
            LastModified = Later(asOf, lastForgotten + options.Value.NameRetractionsFor),
            ValidUntil = Earlier(boundary, retracted.Count == 0 ? null : retracted[^1].VisibleUntil + options.Value.NameRetractionsFor),
            Items = items,
            Retracted = retracted,
        };
    }

    // whoever reads on stays in the preview; the feed itself is known by its public address
    private string InPreview(string pathWithQuery) => sight.Preview is { } preview ? $"{pathWithQuery}&preview={preview.Secret}" : pathWithQuery;

    private async Task<string> TitleAsync(FeedQuery query, SiteSettings site, CancellationToken cancellationToken)
    {
        var parts = new List<string> { site.SiteName };
        if ((await catalog.GetAsync(cancellationToken)).Find(query.Items.Type) is { } type)
            parts.Add(type.Definition.DisplayName);
        if (query.Items.Lang is { } lang && lang != site.DefaultLanguage)
            parts.Add(site.LabelOf(lang));
        parts.AddRange(query.Items.Facets.Select(facet => facet.Value));
        return string.Join(" – ", parts);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right ?? left : left;

    private static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right ?? left : left;
}
