using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Feeds.Sitemaps;

/// <summary>Tells search engines of the public pages, at an instant.</summary>
/// <remarks>Source: sitemaps.org protocol 0.9; Google's rules for alternates and for news (two days, 1,000 addresses).</remarks>
public sealed class SitemapAnswers(CmsDb db, ItemAnswers answers, InstallationOptions installation, IOptions<FeedOptions> options)
{
    private const string XmlType = "application/xml; charset=utf-8";
    private const int MaxNews = 1000;
    private static readonly TimeSpan News = TimeSpan.FromDays(2);

    /// <summary>The index of the files.</summary>
    public async Task<Outcome<ReadyAnswer>> IndexAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (asOf, validUntil) = await answers.SpanAsync(at, cancellationToken);
        var files = new List<(string Url, DateTimeOffset? LastModified)>();
        for (var file = 1; file <= await FilesAsync(at, cancellationToken); file++)
            files.Add(($"{installation.PublicUrl}/sitemap-{file}.xml", await File(file, at).MaxAsync(row => (DateTimeOffset?)row.VisibleFrom, cancellationToken)));
        files.Add(($"{installation.PublicUrl}/sitemap-news.xml", null));
        return new ReadyAnswer(200, XmlType, SitemapXml.Index(files, installation.Zone), asOf, validUntil);
    }

    /// <summary>One file, from 1; 404 for those that there are not.</summary>
    public async Task<Outcome<ReadyAnswer>> FileAsync(int file, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (asOf, validUntil) = await answers.SpanAsync(at, cancellationToken);
        if (file < 1 || file > await FilesAsync(at, cancellationToken))
            return Absent(file, validUntil);
        var rows = await File(file, at).ToListAsync(cancellationToken);
        var inFile = File(file, at).Select(row => row.Set);
        var bySet = (await Pages(at).Where(row => inFile.Contains(row.Set)).ToListAsync(cancellationToken)).ToLookup(row => row.Set, StringComparer.Ordinal);
        var pages = rows.ConvertAll(row => new SitemapPage(Url(row), row.VisibleFrom, Alternates(row, bySet)));
        if (file == 1)
            pages.Insert(0, new SitemapPage($"{installation.PublicUrl}/", asOf, []));
        return new ReadyAnswer(200, XmlType, SitemapXml.File(pages, installation.Zone), asOf, validUntil);
    }

    /// <summary>The articles of the last two days.</summary>
    public async Task<Outcome<ReadyAnswer>> NewsAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var (asOf, boundary) = await answers.SpanAsync(at, cancellationToken);
        var since = at - News;
        var rows = await Pages(at).Where(row => site.Sections.Articles.Contains(row.Type) && row.PublishedAt > since)
            .OrderByDescending(row => row.PublishedAt).ThenByDescending(row => row.ItemId).Take(MaxNews).ToListAsync(cancellationToken);
        // by time alone the oldest leaves two days after it appeared
        DateTimeOffset? leaves = rows.Count == 0 ? null : rows[^1].PublishedAt + News;
        var left = await db.Publications.Where(publication => publication.PublishedAt <= since).MaxAsync(publication => (DateTimeOffset?)publication.PublishedAt, cancellationToken) + News;
        var news = rows.ConvertAll(row => new SitemapNews(Url(row), row.Lang.Split('-')[0], row.Title, row.PublishedAt));
        return new ReadyAnswer(200, XmlType, SitemapXml.News(site.SiteName, news, installation.Zone), left > asOf ? left : asOf, boundary is null || leaves < boundary ? leaves ?? boundary : boundary);
    }

    /// <summary>What robots may read. A rehearsal is for nobody outside.</summary>
    public ReadyAnswer Robots() => new(200, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(installation.IsRehearsal
        ? "User-agent: *\nDisallow: /\n"
        : $"User-agent: *\nDisallow: /admin\nDisallow: /api/v1/manage\nSitemap: {installation.PublicUrl}/sitemap.xml\n"), null, null);

    private static Problem Absent(int file, DateTimeOffset? validUntil) => Problem.NotFound($"Không có sơ đồ trang {file}.", $"There is no sitemap {file}.") with
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { [Answers.ValidUntilKey] = validUntil },
    };

    private async Task<int> FilesAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        Math.Max(1, (int)Math.Ceiling(await db.Publications.VisibleAt(at).CountAsync(cancellationToken) / (double)Size));

    // the home page takes one place in the first file
    private int Size => Math.Max(1, options.Value.SitemapSize - 1);

    // oldest first: what appears is added at the end, and the files before stay what they are
    private IQueryable<Row> File(int file, DateTimeOffset at) => Pages(at).OrderBy(row => row.PublishedAt).ThenBy(row => row.ItemId).Skip((file - 1) * Size).Take(Size);

    private IQueryable<Row> Pages(DateTimeOffset at) =>
        from publication in db.Publications.VisibleAt(at)
        join version in db.ContentVersions on new { publication.ItemId, Number = publication.Version } equals new { version.ItemId, version.Number }
        join item in db.ContentItems on publication.ItemId equals item.Id
        select new Row
        {
            ItemId = publication.ItemId, Type = publication.Type, Lang = publication.Lang, Slug = version.Slug, Title = version.Title, Set = item.LocalizationSet,
            PublishedAt = publication.PublishedAt, VisibleFrom = publication.VisibleFrom,
        };

    private string Url(Row row) => ItemWriter.Url(installation, row.Type, row.Slug);

    // each language names all of them, itself too
    private List<(string Lang, string Url)> Alternates(Row row, ILookup<string, Row> bySet)
    {
        var all = bySet[row.Set].Where(other => other.Type == row.Type).DistinctBy(other => other.Lang, StringComparer.Ordinal).OrderBy(other => other.Lang, StringComparer.Ordinal).ToList();
        return all.Count < 2 ? [] : all.ConvertAll(other => (other.Lang, Url(other)));
    }

    private sealed class Row
    {
        public required string ItemId { get; init; }

        public required string Type { get; init; }

        public required string Lang { get; init; }

        public required string Slug { get; init; }

        public required string Title { get; init; }

        public required string Set { get; init; }

        public required DateTimeOffset PublishedAt { get; init; }

        public required DateTimeOffset VisibleFrom { get; init; }
    }
}
