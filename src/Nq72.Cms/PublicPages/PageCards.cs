using System.Globalization;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Site;
using Nq72.Theming;

namespace Nq72.Cms.PublicPages;

/// <summary>Makes cards of visible items.</summary>
internal sealed class PageCards(SiteSettings site, PageTexts texts, PagePictures pictures, IReadOnlyDictionary<(string Taxonomy, string Key), string> terms)
{
    /// <summary>The title of a term; its key when the taxonomy does not know it; null for none.</summary>
    public string? Term(string taxonomy, string? key) => key is null ? null : terms.GetValueOrDefault((taxonomy, key), key);

    /// <summary>An item in a list.</summary>
    public ItemCard Card(VisibleItem item)
    {
        var content = item.Version.Read();
        return new ItemCard
        {
            Id = item.Version.ItemId,
            Type = item.Version.Type,
            Title = content.Title,
            Summary = content.Summary.Length == 0 ? null : content.Summary,
            Url = texts.Url(item.Version.Type, item.Version.Slug),
            Lang = texts.Language(item.Publication.Lang),
            PublishedAt = texts.Moment(item.Publication.PublishedAt),
            Authority = content.Authority ?? site.Publisher,
            Genre = Term("genre", content.Genre),
            CorrectionNote = item.Publication.CorrectionNote,
            Picture = pictures.Of(item) is [var first, ..] ? first : pictures.PosterOf(item),
        };
    }

    /// <summary>An official document.</summary>
    public DocumentCard Document(VisibleItem item)
    {
        var content = item.Version.Read();
        var fields = new ItemFields(new ContentType(new ContentTypeDefinition(item.Version.Type, "", "", [], []), []), content);
        return new DocumentCard
        {
            Id = item.Version.ItemId,
            Number = fields.Text("number"),
            Title = content.Title,
            Lang = item.Publication.Lang,
            Kind = fields.Text("kind"),
            Issuer = fields.Text("issuer") ?? content.Authority ?? "",
            IssuedOn = DateOnly.TryParseExact(fields.Text("issuedOn"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            Url = texts.Url(item.Version.Type, item.Version.Slug),
        };
    }
}
