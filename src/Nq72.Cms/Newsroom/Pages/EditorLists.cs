using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Media;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>What an editor may choose from: types, languages, terms, places, campaigns, items to link to. Read once a request.</summary>
public sealed class EditorLists(CmsDb db, ContentTypeCatalog catalog, CampaignQueries campaigns)
{
    private const int MaxLinks = 300;

    private SiteSettings? site;

    /// <summary>The content types by name.</summary>
    public async Task<ContentTypeSet> TypesAsync(CancellationToken cancellationToken) => await catalog.GetAsync(cancellationToken);

    /// <summary>Type names to choose from.</summary>
    public async Task<IReadOnlyList<Choice>> TypeChoicesAsync(CancellationToken cancellationToken) =>
        [.. (await catalog.GetAsync(cancellationToken)).All.Select(type => new Choice(type.Name, type.Definition.DisplayName))];

    /// <summary>The installation's settings.</summary>
    public async Task<SiteSettings> SiteAsync(CancellationToken cancellationToken) => site ??= await SiteSettings.ReadAsync(db, cancellationToken);

    /// <summary>Languages to choose from; Vietnamese alone on a system that names none.</summary>
    public async Task<IReadOnlyList<Choice>> LanguagesAsync(CancellationToken cancellationToken)
    {
        var languages = (await SiteAsync(cancellationToken)).Languages;
        return languages.Count == 0 ? [new("vi", "Tiếng Việt")] : [.. languages.Select(language => new Choice(language.Tag, language.Name))];
    }

    /// <summary>The terms of every taxonomy, in their order.</summary>
    public async Task<ILookup<string, Choice>> TermsAsync(CancellationToken cancellationToken) =>
        (await db.Terms.AsNoTracking().OrderBy(term => term.Order).ToListAsync(cancellationToken)).ToLookup(term => term.Taxonomy, term => new Choice(term.Key, term.Title), StringComparer.Ordinal);

    /// <summary>The terms that a text may choose from: those that are offered, and retired ones that it carries.</summary>
    public async Task<ILookup<string, Choice>> TermsForAsync(string document, CancellationToken cancellationToken) =>
        (await db.Terms.AsNoTracking().OrderBy(term => term.Order).ToListAsync(cancellationToken)).Where(term => term.RetiredAt is null || document.Contains($"\"{term.Key}\"", StringComparison.Ordinal))
        .ToLookup(term => term.Taxonomy, term => new Choice(term.Key, term.Title), StringComparer.Ordinal);

    /// <summary>The communes, in Vietnamese order.</summary>
    public async Task<IReadOnlyList<Choice>> PlacesAsync(CancellationToken cancellationToken)
    {
        var order = StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true);
        var places = await db.Places.AsNoTracking().ToListAsync(cancellationToken);
        return [.. places.OrderBy(place => place.Name, order).Select(place => new Choice(place.Code, $"{place.Name} ({place.Kind})"))];
    }

    /// <summary>The campaigns.</summary>
    public async Task<IReadOnlyList<Choice>> CampaignsAsync(CancellationToken cancellationToken) =>
        [.. (await campaigns.ListAsync(PageRequest.First, cancellationToken)).Items.Select(campaign => new Choice(campaign.Key, campaign.Name))];

    /// <summary>Titles of the items that are named.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TitlesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? new Dictionary<string, string>(StringComparer.Ordinal) : await Newest().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Title, StringComparer.Ordinal, cancellationToken);

    /// <summary>Items of these types (any when empty) to link to, last written first: <c>title · id</c>.</summary>
    public async Task<IReadOnlyList<string>> LinksAsync(IReadOnlyList<string> types, string except, CancellationToken cancellationToken) =>
        (await Newest().Where(row => row.Id != except && (types.Count == 0 || types.Contains(row.Type))).OrderByDescending(row => row.At).Take(MaxLinks).ToListAsync(cancellationToken))
        .ConvertAll(row => $"{row.Title} · {row.Id}");

    /// <summary>Files of the library to attach, last uploaded first: <c>name · id</c>.</summary>
    public async Task<IReadOnlyList<string>> MediaAsync(CancellationToken cancellationToken) =>
        (await db.Set<MediaFile>().AsNoTracking().OrderByDescending(file => file.UploadedAt).Take(MaxLinks).Select(file => new { file.Id, file.Name }).ToListAsync(cancellationToken))
        .ConvertAll(file => $"{file.Name} · {file.Id}");

    /// <summary>Names of the files that are named.</summary>
    public async Task<IReadOnlyDictionary<string, string>> MediaNamesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? new Dictionary<string, string>(StringComparer.Ordinal) : await db.Set<MediaFile>().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, file => file.Name, StringComparer.Ordinal, cancellationToken);

    /// <summary>Who wrote a version: nobody approves or confirms their own text.</summary>
    public Task<string?> AuthorIdAsync(string id, int version, CancellationToken cancellationToken) =>
        db.ContentVersions.Where(row => row.ItemId == id && row.Number == version).Select(row => (string?)row.AuthorId).SingleOrDefaultAsync(cancellationToken);

    private IQueryable<NewestTitle> Newest() =>
        from item in db.ContentItems.AsNoTracking()
        join version in db.ContentVersions on new { ItemId = item.Id, Number = item.NewestVersion } equals new { version.ItemId, version.Number }
        where item.TrashedAt == null
        select new NewestTitle { Id = item.Id, Type = item.Type, Title = version.Title, At = version.CreatedAt };

    private sealed class NewestTitle
    {
        public required string Id { get; init; }

        public required string Type { get; init; }

        public required string Title { get; init; }

        public required DateTimeOffset At { get; init; }
    }
}
