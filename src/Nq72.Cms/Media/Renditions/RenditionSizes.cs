using Nq72.Cms.Media.Images;

namespace Nq72.Cms.Media.Renditions;

/// <summary>
/// What is made of a picture: whole in every width and format; crops, which lists and shared links show, up to 1,280 pixels, and as JPEG in the widest of
/// these only, since browsers that read nothing newer are few.
/// </summary>
internal sealed class RenditionSizes(IReadOnlyList<int> widths)
{
    /// <summary>Widest crop.</summary>
    private const int WidestCrop = 1_280;

    /// <summary>The shapes that are cut out.</summary>
    public static readonly IReadOnlyList<RenditionShape> Crops = [RenditionShape.Wide, RenditionShape.Classic, RenditionShape.Square];

    /// <summary>Every shape.</summary>
    public static readonly IReadOnlyList<RenditionShape> Shapes = [RenditionShape.Whole, .. Crops];

    private readonly IReadOnlyList<int> cropWidths = widths.Where(width => width <= WidestCrop).DefaultIfEmpty(widths[0]).ToList();

    /// <summary>WebP and JPEG of shapes.</summary>
    public IReadOnlyList<RenditionWish> Plain(IEnumerable<RenditionShape> shapes) =>
    [
        .. shapes.SelectMany(shape => new[]
        {
            new RenditionWish(shape, RenditionFormat.Webp, WidthsOf(shape)),
            new RenditionWish(shape, RenditionFormat.Jpeg, shape == RenditionShape.Whole ? widths : [cropWidths[^1]]),
        }),
    ];

    /// <summary>AVIF of a shape.</summary>
    public IReadOnlyList<RenditionWish> Avif(RenditionShape shape) => [new(shape, RenditionFormat.Avif, WidthsOf(shape))];

    private IReadOnlyList<int> WidthsOf(RenditionShape shape) => shape == RenditionShape.Whole ? widths : cropWidths;
}
