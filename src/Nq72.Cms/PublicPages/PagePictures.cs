using System.Globalization;
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
    /// <summary>Reads those of some items: nothing is asked where no item has any.</summary>
    public static async Task<PagePictures> ReadAsync(IEnumerable<VisibleItem> items, ShownMediaReader reader, ContentTypeSet types, DateTimeOffset at, CancellationToken cancellationToken) =>
        new(await reader.ReadAsync([.. items.SelectMany(item => IdsOf(item, types))], at, cancellationToken), types);

    /// <summary>The item's pictures, in their order.</summary>
    public IReadOnlyList<Picture> Of(VisibleItem item) =>
        shown is null ? [] : [.. shown.Of(IdsOf(item, types)).Where(file => file is { Kind: MediaKind.Image, Main: not null }).Select(file => Picture(shown, file, item.Publication.Lang))];

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

    private IEnumerable<PublicMedia> Played(VisibleItem item, MediaKind kind) => shown is null ? [] : shown.Of(IdsOf(item, types)).Where(file => file.Kind == kind);

    private static TimeSpan? LengthOf(PublicMedia file) => (file.Play?.DurationMs ?? file.DurationMs) is { } length ? TimeSpan.FromMilliseconds(length) : null;

    private static List<string> IdsOf(VisibleItem item, ContentTypeSet types) => types.Find(item.Version.Type) is { } type ? [.. item.Version.Read().Media(type)] : [];

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
