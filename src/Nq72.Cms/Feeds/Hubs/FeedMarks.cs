using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Feeds.Hubs;

/// <summary>Tells whether a feed is another one than before, without writing it.</summary>
public sealed class FeedMarks(CmsDb db, VisibleItems visible, ContentTypeCatalog catalog)
{
    /// <summary>A mark for each selection that there are whole feeds of: equal while the same versions stand on the first page and nothing was taken back.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var selection in (await catalog.GetAsync(cancellationToken)).All.Select(type => type.Definition.Name).Prepend(FeedQuery.All))
            marks[selection] = await ReadAsync(selection, at, cancellationToken);
        return marks;
    }

    private async Task<string> ReadAsync(string selection, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var query = FeedQuery.Whole(selection);
        var (items, _) = await visible.ListHeadsAsync(query, at, cancellationToken);
        var retracted = db.Publications.Where(publication => publication.RetractedReason != null && publication.VisibleUntil <= at);
        if (query.Type is { } type)
            retracted = retracted.Where(publication => publication.Type == type);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(await retracted.MaxAsync(publication => publication.VisibleUntil, cancellationToken))?.ToWire()}\n");
        foreach (var item in items)
            text.Append(CultureInfo.InvariantCulture, $"{item.Publication.ItemId} {item.Publication.Version} {item.Publication.VisibleFrom.ToWire()}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
