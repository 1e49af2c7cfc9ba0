using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Captions;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.PartnerApi;
using Nq72.Theming;

namespace Nq72.Cms.PublicPages;

/// <summary>The pictures of a page's items, in every size and format that there is of them.</summary>
/// <param name="shown">The files that may be shown; null for none.</param>
/// <param name="types">The content types, which say what fields hold files.</param>
internal sealed class PagePictures(ShownMedia? shown, ContentTypeSet types)
{
    // a column of text on twice as dense a screen
    private const int TextWidth = 1280;

    /// <summary>Reads those of some items: nothing is asked where no item has any.</summary>
    public static async Task<PagePictures> ReadAsync(IEnumerable<VisibleItem> items, ShownMediaReader reader, ContentTypeSet types, DateTimeOffset at, CancellationToken cancellationToken) =>
        new(await reader.ReadAsync([.. items.SelectMany(item => IdsOf(item, types))], at, cancellationToken), types);

    /// <summary>The item's pictures, in their order.</summary>
    public IReadOnlyList<Picture> Of(VisibleItem item) =>
        shown is null ? [] : [.. shown.Of(OwnOf(item)).Where(file => file is { Kind: MediaKind.Image, Main: not null }).Select(file => Picture(shown, file, item.Publication.Lang))];

    /// <summary>A text with those of its pictures that may be shown, at the address and in the size of what was made of them; the others leave it. Null for none.</summary>
    /// <param name="html">Safe HTML.</param>
    public string? InText(string? html)
    {
        if (html is null || !html.Contains(TextMedia.AddressOf(""), StringComparison.Ordinal))
            return html;
        var body = new HtmlParser().ParseDocument(html).Body!;
        foreach (var picture in body.QuerySelectorAll("img[src]"))
        {
            if (TextMedia.IdOf(picture.GetAttribute("src")!) is not { } id)
                continue;
            if (shown?.Of([id]).FirstOrDefault(file => file is { Kind: MediaKind.Image, Main: not null }) is { } file)
                Place(picture, shown, file);
            else
                Remove(picture);
        }

        return body.InnerHtml;
    }

    /// <summary>The poster of the item's first clip, for lists; null for none.</summary>
    public Picture? PosterOf(VisibleItem item) => Played(item, MediaKind.Video).Where(file => file.Poster is not null).Select(file => Picture(shown!, file, item.Publication.Lang)).FirstOrDefault();

    /// <summary>The item's first clip; null for none.</summary>
    public Clip? ClipOf(VisibleItem item, Func<string, string> label) => Played(item, MediaKind.Video).Select(file => new Clip
    {
        Sources = [new MediaSource(shown!.UrlOf(file), ShownMedia.TypeOf(file))],
        Poster = Cut(shown, file, RenditionShape.Whole) is null ? null : Picture(shown, file, item.Publication.Lang),
        // the item's own language is the one that a reader has come for
        Captions =
        [
            .. file.Captions.Where(one => one.Kind == CaptionsKind.Captions).OrderBy(one => one.Lang == item.Publication.Lang ? 0 : 1).Select(one => new CaptionTrack(shown.UrlOf(file, one), one.Lang, label(one.Lang))),
        ],
        Duration = LengthOf(file),
    }).FirstOrDefault();

    /// <summary>The item's recordings, in their order.</summary>
    public IReadOnlyList<AudioTrack> SoundOf(VisibleItem item, Func<string, ContentLanguage> language) =>
    [
        .. Played(item, MediaKind.Audio).Select(file => new AudioTrack
        {
            Sources = [new MediaSource(shown!.UrlOf(file), ShownMedia.TypeOf(file))], Lang = language(item.Publication.Lang), Duration = LengthOf(file),
            Transcript = file.Captions.FirstOrDefault(one => one.Kind == CaptionsKind.Captions && one.Lang == item.Publication.Lang)?.Transcript,
        }),
    ];

    private IEnumerable<PublicMedia> Played(VisibleItem item, MediaKind kind) => shown is null ? [] : shown.Of(OwnOf(item)).Where(file => file.Kind == kind);

    private static TimeSpan? LengthOf(PublicMedia file) => (file.Play?.DurationMs ?? file.DurationMs) is { } length ? TimeSpan.FromMilliseconds(length) : null;

    // what stands within a text is shown there
    private List<string> OwnOf(VisibleItem item) => types.Find(item.Version.Type) is { } type ? [.. item.Version.Read().MediaInFields(type)] : [];

    private static List<string> IdsOf(VisibleItem item, ContentTypeSet types) => types.Find(item.Version.Type) is { } type ? [.. item.Version.Read().Media(type)] : [];

    private static void Place(IElement picture, ShownMedia shown, PublicMedia file)
    {
        var made = file.Renditions.Where(one => one is { Shape: RenditionShape.Whole, Format: RenditionFormat.Jpeg }).OrderBy(one => one.Width).ToList();
        var fit = made.Find(one => one.Width >= TextWidth) ?? made[^1];
        picture.SetAttribute("src", shown.UrlOf(file, fit));
        picture.SetAttribute("width", fit.Width.ToString(CultureInfo.InvariantCulture));
        picture.SetAttribute("height", fit.Height.ToString(CultureInfo.InvariantCulture));
        picture.SetAttribute("loading", "lazy");
    }

    // a paragraph that held nothing else goes with it
    private static void Remove(IElement picture)
    {
        var around = picture.ParentElement!;
        picture.Remove();
        if (around.LocalName == "p" && around.ChildElementCount == 0 && string.IsNullOrWhiteSpace(around.TextContent))
            around.Remove();
    }

    private static Picture Picture(ShownMedia shown, PublicMedia file, string lang) => new()
    {
        Whole = Cut(shown, file, RenditionShape.Whole)!, Wide = Cut(shown, file, RenditionShape.Wide), Classic = Cut(shown, file, RenditionShape.Classic), Square = Cut(shown, file, RenditionShape.Square),
        Alt = shown.AltOf(file, lang), Caption = shown.CaptionOf(file, lang), Credit = file.Credit, Colour = file.Colour,
    };

    private static PictureCut? Cut(ShownMedia shown, PublicMedia file, RenditionShape shape)
    {
        var all = file.Renditions.Where(one => one.Shape == shape).ToList();
        if (all.FindLast(one => one.Format == RenditionFormat.Jpeg) is not { } jpeg)
            return null;
        var sources = all.Where(one => one.Format != RenditionFormat.Jpeg).GroupBy(one => one.Format).Select(format => new PictureSource(
            format.Key.AsFile().ContentType(), string.Join(", ", format.Select(one => string.Create(CultureInfo.InvariantCulture, $"{shown.UrlOf(file, one)} {one.Width}w")))));
        return new PictureCut(shown.UrlOf(file, jpeg), jpeg.Width, jpeg.Height, [.. sources]);
    }
}
