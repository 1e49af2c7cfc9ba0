using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Feeds;

/// <summary>Makes entries of a page's items, from what the delivery side has rendered of their versions.</summary>
public sealed class FeedEntries(CmsDb db, VisibleItems visible, FragmentShelf shelf, ShownMediaReader media, ContentTypeCatalog catalog, InstallationOptions installation)
{
    private const string GenreTaxonomy = "genre";
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The entries, in the order of the items.</summary>
    public async Task<IReadOnlyList<FeedEntry>> ReadAsync(FeedPage page, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var said = await shelf.GetAsync(visible, await catalog.GetAsync(cancellationToken), page.Items, cancellationToken);
        var genres = await db.Terms.AsNoTracking().Where(term => term.Taxonomy == GenreTaxonomy).ToDictionaryAsync(term => term.Key, term => term.Title, StringComparer.Ordinal, cancellationToken);
        var shown = await media.ReadAsync(said, at, cancellationToken);
        return [.. page.Items.Zip(said, (item, fragments) => Entry(item, fragments, page.Site, genres) with { Files = FeedFiles.Of(shown, fragments.Media, item.Publication.Lang) })];
    }

    /// <summary>The entry of one version that need not be saved.</summary>
    public async Task<FeedEntry> ReadAsync(VisibleHead head, VersionFragments said, SiteSettings site, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var genres = await db.Terms.AsNoTracking().Where(term => term.Taxonomy == GenreTaxonomy).ToDictionaryAsync(term => term.Key, term => term.Title, StringComparer.Ordinal, cancellationToken);
        return Entry(head, said, site, genres) with { Files = FeedFiles.Of(await media.ReadAsync([said], at, cancellationToken), said.Media, head.Publication.Lang) };
    }

    private FeedEntry Entry(VisibleHead head, VersionFragments said, SiteSettings site, Dictionary<string, string> genres)
    {
        var url = ItemWriter.Url(installation, head.Publication.Type, head.Slug);
        var summary = Member<string>(said, "summary") ?? "";
        var genre = Member<string>(said, "genre");
        var body = string.Join('\n', Texts(said));
        if (body.Length == 0)
            body = Paragraph(summary.Length > 0 ? summary : head.Title);
        var note = head.Publication.CorrectionNote is { } correction ? $"{site.Script.Correction} {correction}" : null;
        if (note is not null)
        {
            body = Paragraph(note) + body;
            summary = $"{note} {summary}".TrimEnd();
        }

        // without a usable public address there is nothing to make addresses absolute with
        var (html, pictures) = Uri.TryCreate(url, UriKind.Absolute, out var absolute) ? AbsoluteHtml.Of(body, absolute) : new AbsoluteHtml(body, []);
        return new FeedEntry
        {
            Head = head,
            Url = url,
            Title = head.Title,
            Summary = summary,
            Html = html,
            Pictures = pictures,
            Files = [],
            Tags = Member<IReadOnlyList<string>>(said, "tags") ?? [],
            Genre = genre is null ? null : genres.GetValueOrDefault(genre, genre),
            Authority = Member<string>(said, "authority") ?? (site.Publisher.Length > 0 ? site.Publisher : site.SiteName),
        };
    }

    private static T? Member<T>(VersionFragments said, string name) =>
        JsonSerializer.Deserialize<T>(said.Members.First(member => member.Name == name).Value, Json.Options);

    // in the order of the type's fields
    private static IEnumerable<string> Texts(VersionFragments said)
    {
        using var html = JsonDocument.Parse(said.Members.First(member => member.Name == "html").Value);
        return [.. html.RootElement.EnumerateObject().Select(field => field.Value.GetString() ?? "").Where(text => text.Length > 0)];
    }

    private static string Paragraph(string text) => $"<p>{Encoder.Encode(text)}</p>";
}
