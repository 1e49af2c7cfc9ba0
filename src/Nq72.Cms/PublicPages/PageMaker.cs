using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.PublicPages.Pages;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Theming;

namespace Nq72.Cms.PublicPages;

/// <summary>Makes the public pages for an instant, from what is visible at it.</summary>
public sealed class PageMaker(
    CmsDb db, VisibleItems visible, PreviewedItems previewed, TimelineSight sight, ItemAnswers answers, CampaignFacts campaigns, ShownMediaReader media, ContentTypeCatalog catalog, ThemeRenderer renderer,
    InstallationOptions installation)
{
    private const string HtmlType = "text/html; charset=utf-8";
    private const int LeadCount = 3;
    private const int ArticlesAPage = 12;

    /// <summary>The campaign page at <c>/</c>.</summary>
    public async Task<Outcome<ReadyAnswer>> HomeAsync(string uiLanguage, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var texts = Texts(site, uiLanguage);
        var campaign = await campaigns.CurrentAsync(site.Campaign, cancellationToken);
        var articles = await ListAsync(site.Sections.Articles, ArticlesAPage, at, cancellationToken);
        var bulletins = await ListAsync(site.Sections.Bulletins, 20, at, cancellationToken);
        var profiles = await ListAsync(site.Sections.ModelProfiles, 12, at, cancellationToken);
        var clips = await ListAsync(site.Sections.Clips, 6, at, cancellationToken);
        var cards = await CardsAsync(site, texts, [.. articles, .. profiles, .. clips, .. bulletins], at, cancellationToken);
        var page = new CampaignPage
        {
            Frame = texts.Frame(at, "/"),
            CanonicalUrl = texts.Canonical($"{installation.PublicUrl}/"),
            Name = campaign?.Name ?? site.SiteName,
            Lang = "vi",
            Purpose = campaign?.Purpose ?? "",
            From = campaign?.From ?? texts.Day(at),
            To = campaign?.To,
            NextOccasions = await campaigns.NextOccasionsAsync(texts.Day(at), cancellationToken),
            LeadArticles = [.. articles.Take(LeadCount).Select(cards.Card)],
            MoreArticles = [.. articles.Skip(LeadCount).Select(cards.Card)],
            Slogans = [.. (await ListAsync(site.Sections.Slogans, 100, at, cancellationToken)).Reverse().Select(item => new Slogan(item.Version.Title, item.Publication.Lang, null))],
            ModelProfiles = [.. profiles.Select(cards.Card)],
            Clips = [.. clips.Select(cards.Card)],
            Bulletins = [.. bulletins.GroupBy(item => item.Publication.Lang, StringComparer.Ordinal).Select(group => new BulletinGroup(texts.Language(group.Key), [.. group.Select(cards.Card)]))],
            Documents = [.. (await ListAsync(site.Sections.Documents, 30, at, cancellationToken)).Select(cards.Document)],
        };
        return await ReadyAsync(site, page, 200, at, cancellationToken);
    }

    /// <summary>An item's page at <c>/{type}/{slug}</c>; an old slug leads to the valid one, 404 and 410 are pages too.</summary>
    public async Task<Outcome<ReadyAnswer>> ItemAsync(string typeName, string slug, string uiLanguage, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var type = (await catalog.GetAsync(cancellationToken)).All.FirstOrDefault(known => known.Name.Equals(typeName, StringComparison.OrdinalIgnoreCase));
        var id = type is null ? null : await visible.FindIdBySlugAsync(type.Name, slug, at, cancellationToken);
        var item = id is null ? null : await visible.FindAsync(id, at, cancellationToken);
        if (item is null)
            return await NoticeAsync(id, uiLanguage, at, cancellationToken);
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var texts = Texts(site, uiLanguage);
        // a link to one page leads nowhere else
        if (item.Version.Slug != slug && sight.Preview is not { What: PreviewKind.Page })
            return new ReadyAnswer(301, HtmlType, [], null, (await answers.SpanAsync(at, cancellationToken)).ValidUntil) { Location = texts.Url(item.Version.Type, item.Version.Slug) };
        var page = await PageOfAsync(item, type!, site, texts, at, cancellationToken);
        return await ReadyAsync(site, page, 200, at, cancellationToken);
    }

    /// <summary>The page of the item of a preview link to one.</summary>
    public async Task<Outcome<ReadyAnswer>> PreviewedAsync(PreviewGrant link, string uiLanguage, CancellationToken cancellationToken)
    {
        var found = await previewed.FindAsync(link, cancellationToken);
        if (!found.Succeeded)
            return await NoticeAsync(found.Problem, uiLanguage, link.OpenedAt, cancellationToken);
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var type = (await catalog.GetAsync(cancellationToken)).Find(found.Value.Version.Type)!;
        // what stands around it is as everyone sees it: the link is to this item
        var page = await PageOfAsync(found.Value, type, site, Texts(site, uiLanguage), link.OpenedAt, cancellationToken);
        return await ReadyAsync(site, link.AsOf is null ? WithVersion(page, found.Value.Version.Number) : page, 200, link.OpenedAt, cancellationToken);
    }

    /// <summary>The page in place of what a preview link does not open.</summary>
    public async Task<ReadyAnswer> RefusalAsync(Problem problem, string uiLanguage, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var notice = new NoticePage
        {
            Frame = Texts(site, uiLanguage).Frame(at, "/") with { UiLanguages = [] }, Status = problem.Status, Title = problem.Title.In(uiLanguage), Message = (problem.Detail ?? problem.Title).In(uiLanguage),
        };
        return await ReadyAsync(site, notice, problem.Status, at, cancellationToken);
    }

    /// <summary>The page that says that there is nothing here, or that it was taken back.</summary>
    public async Task<Outcome<ReadyAnswer>> NoticeAsync(string? id, string uiLanguage, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var problem = id is null ? Problem.NotFound("Không có trang này.", "There is no such page.") : await answers.AbsenceAsync(id, at, cancellationToken);
        return await NoticeAsync(problem, uiLanguage, at, cancellationToken);
    }

    private PageTexts Texts(SiteSettings site, string uiLanguage) => new(site, installation, uiLanguage, sight.Preview) { AsOf = sight.AsOf };

    private static ItemPage WithVersion(ItemPage page, int version) => page with { Frame = page.Frame with { Preview = page.Frame.Preview! with { Version = version } } };

    private async Task<Outcome<ReadyAnswer>> NoticeAsync(Problem problem, string uiLanguage, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        var texts = Texts(site, uiLanguage);
        var retracted = problem.Status == StatusCodes.Status410Gone;
        var notice = new NoticePage
        {
            Frame = texts.Frame(at, "/"),
            Status = problem.Status,
            Title = retracted ? problem.Title.In(uiLanguage) : new LocalText("Không tìm thấy trang", "Page not found").In(uiLanguage),
            Message = retracted
                ? new LocalText("Nội dung này không còn hiển thị.", "This is no longer shown.").In(uiLanguage)
                : new LocalText("Địa chỉ không đúng, hoặc nội dung chưa được đăng hay đã hết hạn hiển thị.", "The address is wrong, or this is not published yet, or no longer.").In(uiLanguage),
            RetractionReason = problem.Extensions.GetValueOrDefault("reason") as string,
            RetractedAt = problem.Extensions.GetValueOrDefault("retractedAt") is DateTimeOffset retractedAt ? texts.Moment(retractedAt) : null,
        };
        return await ReadyAsync(site, notice, problem.Status, at, cancellationToken);
    }

    private async Task<ItemPage> PageOfAsync(VisibleItem item, ContentType type, SiteSettings site, PageTexts texts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var content = item.Version.Read();
        var fields = new ItemFields(type, content);
        var linked = await LinkedAsync(fields.Links(), at, cancellationToken);
        var pictures = await PagePictures.ReadAsync([item, .. linked], media, await catalog.GetAsync(cancellationToken), at, cancellationToken);
        var cards = await CardsAsync(site, texts, pictures, cancellationToken);
        var isDocument = linked.ToLookup(other => site.Sections.Documents.Contains(other.Version.Type));
        var card = cards.Card(item);
        return new ItemPage
        {
            Frame = texts.Frame(at, $"/{type.Name.ToLowerInvariant()}/{item.Version.Slug}"),
            CanonicalUrl = texts.Canonical(card.Url),
            Id = card.Id,
            Type = card.Type,
            Title = card.Title,
            Summary = card.Summary,
            BodyHtml = pictures.InText(fields.BodyHtml()),
            Lang = card.Lang,
            PublishedAt = item.IsUnplanned ? null : card.PublishedAt,
            UpdatedAt = item.Publication.VisibleFrom > item.Publication.PublishedAt ? texts.Moment(item.Publication.VisibleFrom) : null,
            Authority = card.Authority,
            Unit = cards.Term("unit", content.Unit),
            Genre = card.Genre,
            CampaignName = (await campaigns.CurrentAsync(content.Campaign, cancellationToken))?.Name,
            Corrections = await CorrectionsAsync(item, texts, at, cancellationToken),
            Claims = [.. fields.Claims()],
            Translations = await TranslationsAsync(item, texts, at, cancellationToken),
            Documents = [.. isDocument[true].Select(cards.Document)],
            Related = [.. isDocument[false].Select(cards.Card)],
            Credits = [.. fields.Credits()],
            Pictures = pictures.Of(item),
            Clip = pictures.ClipOf(item, tag => texts.Language(tag).Label),
            Audio = pictures.SoundOf(item, texts.Language),
        };
    }

    private async Task<IReadOnlyList<Correction>> CorrectionsAsync(VisibleItem item, PageTexts texts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var notes = await db.Publications.AsNoTracking()
            .Where(row => row.ItemId == item.Publication.ItemId && row.CorrectionNote != null && row.VisibleFrom <= at && row.PublishedAt == item.Publication.PublishedAt)
            .OrderByDescending(row => row.VisibleFrom).ToListAsync(cancellationToken);
        return notes.ConvertAll(row => new Correction(row.CorrectionNote!, texts.Moment(row.VisibleFrom)));
    }

    private async Task<IReadOnlyList<LanguageLink>> TranslationsAsync(VisibleItem item, PageTexts texts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var others = await LinkedAsync(item.Translations.Select(translation => translation.Id), at, cancellationToken);
        return [.. others.Select(other => new LanguageLink(other.Publication.Lang, texts.Language(other.Publication.Lang).Label, texts.Url(other.Version.Type, other.Version.Slug)))];
    }

    private Task<IReadOnlyList<VisibleItem>> LinkedAsync(IEnumerable<string> ids, DateTimeOffset at, CancellationToken cancellationToken) =>
        visible.FindManyAsync([.. ids.Distinct(StringComparer.Ordinal).Take(20)], at, cancellationToken);

    private async Task<IReadOnlyList<VisibleItem>> ListAsync(IReadOnlyList<string> types, int limit, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var all = new List<VisibleItem>();
        foreach (var type in types)
            all.AddRange(await visible.ListAsync(new ItemListQuery { Type = type, Limit = limit }, at, cancellationToken));
        return types.Count == 1 ? all : [.. all.OrderByDescending(item => item.Publication.PublishedAt).Take(limit)];
    }

    private async Task<PageCards> CardsAsync(SiteSettings site, PageTexts texts, IReadOnlyList<VisibleItem> items, DateTimeOffset at, CancellationToken cancellationToken) =>
        await CardsAsync(site, texts, await PagePictures.ReadAsync(items, media, await catalog.GetAsync(cancellationToken), at, cancellationToken), cancellationToken);

    private async Task<PageCards> CardsAsync(SiteSettings site, PageTexts texts, PagePictures pictures, CancellationToken cancellationToken) =>
        new(site, texts, pictures, await db.Terms.AsNoTracking().ToDictionaryAsync(term => (term.Taxonomy, term.Key), term => term.Title, cancellationToken));

    private async Task<ReadyAnswer> ReadyAsync(SiteSettings site, ThemePage page, int status, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (asOf, boundary) = await answers.SpanAsync(at, cancellationToken);
        return new ReadyAnswer(status, HtmlType, await renderer.RenderAsync(site.Theme, page, cancellationToken), asOf, Earlier(boundary, NextMidnight(at)));
    }

    // pages say what day it is and how many days are left
    private DateTimeOffset NextMidnight(DateTimeOffset at) =>
        WallTime.ToInstant(TimeZoneInfo.ConvertTime(at, installation.Zone).Date.AddDays(1), installation.Zone);

    private static DateTimeOffset Earlier(DateTimeOffset? left, DateTimeOffset right) => left < right ? left.Value : right;
}
