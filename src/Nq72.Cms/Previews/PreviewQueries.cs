using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Previews;

/// <summary>Reads preview links for the desk.</summary>
public sealed class PreviewQueries(CmsDb db, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>Links, the last made first.</summary>
    /// <param name="item">Only those to this item; null for all.</param>
    /// <param name="state">Only those in this state; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Page<PreviewView>> ListAsync(string? item, PreviewState? state, PageRequest page, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var rows = db.Set<PreviewLink>().AsNoTracking();
        if (item is not null)
            rows = rows.Where(link => link.ItemId == item);
        rows = state switch
        {
            PreviewState.Active => rows.Where(link => link.WithdrawnAt == null && link.ExpiresAt > now),
            PreviewState.Expired => rows.Where(link => link.WithdrawnAt == null && link.ExpiresAt <= now),
            PreviewState.Withdrawn => rows.Where(link => link.WithdrawnAt != null),
            _ => rows,
        };
        if (page.After is [var instant, var id] && long.TryParse(instant, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && Guid.TryParse(id, out var last))
        {
            var at = Instants.FromMicroseconds(microseconds);
            rows = rows.Where(link => link.CreatedAt < at || (link.CreatedAt == at && link.Id.CompareTo(last) < 0));
        }

        var found = await rows.OrderByDescending(link => link.CreatedAt).ThenByDescending(link => link.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var titles = await TitlesAsync(found, cancellationToken);
        return page.Cut(found.ConvertAll(link => Show(link, titles, now)), view => Cursor.Encode(view.CreatedAt.ToMicroseconds().ToString(CultureInfo.InvariantCulture), view.Id.ToString("D")));
    }

    /// <summary>One link.</summary>
    public async Task<Outcome<PreviewView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Set<PreviewLink>().AsNoTracking().FirstOrDefaultAsync(link => link.Id == id, cancellationToken) is not { } found)
            return PreviewProblems.NoLink;
        return Show(found, await TitlesAsync([found], cancellationToken), clock.Now());
    }

    /// <summary>A link that was just made, with its addresses.</summary>
    public async Task<MadePreview> ShowMadeAsync(PreviewLink link, string secret, CancellationToken cancellationToken)
    {
        var view = Show(link, await TitlesAsync([link], cancellationToken), clock.Now());
        return new MadePreview
        {
            Id = view.Id, What = view.What, Item = view.Item, Title = view.Title, Version = view.Version, Path = view.Path, AsOf = view.AsOf, Note = view.Note, State = view.State,
            CreatedAt = view.CreatedAt, CreatedBy = view.CreatedBy, ExpiresAt = view.ExpiresAt, WithdrawnAt = view.WithdrawnAt, WithdrawnBy = view.WithdrawnBy,
            Link = $"{installation.PublicUrl}{PreviewSecrets.Prefix}{secret}",
            Api = link.What switch
            {
                PreviewKind.Item => $"{installation.PublicUrl}/api/v1/items/{link.ItemId}?preview={secret}",
                PreviewKind.Site => $"{installation.PublicUrl}/api/v1/items?preview={secret}",
                _ => null,
            },
        };
    }

    private static PreviewView Show(PreviewLink link, IReadOnlyDictionary<string, string> titles, DateTimeOffset now) => new()
    {
        Id = link.Id, What = link.What, Item = link.ItemId, Title = link.ItemId is { } item ? titles.GetValueOrDefault(item) : null, Version = link.Version, Path = link.Path, AsOf = link.AsOf,
        Note = link.Note, State = link.StateAt(now), CreatedAt = link.CreatedAt, CreatedBy = link.CreatedBy, ExpiresAt = link.ExpiresAt, WithdrawnAt = link.WithdrawnAt, WithdrawnBy = link.WithdrawnBy,
    };

    private async Task<IReadOnlyDictionary<string, string>> TitlesAsync(IReadOnlyList<PreviewLink> links, CancellationToken cancellationToken)
    {
        var ids = links.Select(link => link.ItemId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
            return new Dictionary<string, string>(StringComparer.Ordinal);
        return await (from item in db.ContentItems
                      join version in db.ContentVersions on new { ItemId = item.Id, Number = item.NewestVersion } equals new { version.ItemId, version.Number }
                      where ids.Contains(item.Id)
                      select new { item.Id, version.Title }).ToDictionaryAsync(row => row.Id, row => row.Title, cancellationToken);
    }
}
