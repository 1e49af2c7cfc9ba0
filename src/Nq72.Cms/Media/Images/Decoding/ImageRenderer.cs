using System.Runtime.ExceptionServices;
using Nq72.Cms.Media.Images.Vips;
using Nq72.Cms.Media.Images.Workers;

namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>Makes all renditions of one file from one decoding, the largest width first, everything else from its pixels.</summary>
internal sealed class ImageRenderer(RenderOrder order, WorkerBounds bounds)
{
    private const int NoLimit = 10_000_000;

    // what is looked at to find the focal point, in pixels across; more finds nothing else
    private const int FocusWidth = 320;

    private static readonly FocalPoint Middle = new(0.5, 0.5);

    /// <summary>Writes the unfinished files and says what they are.</summary>
    /// <exception cref="ImageRefusedException">The image is damaged, or the files cannot be made.</exception>
    public ImageRenderings Render(string path, ImageFacts facts)
    {
        using var whole = Decode(path, facts.Kind);
        var isCropped = order.Wishes.Any(wish => wish.Shape != RenditionShape.Whole);
        var focus = isCropped ? order.Focus ?? FindFocus(whole) : null;
        var sizes = new Dictionary<(RenditionShape Shape, int Width), VipsImage>();
        try
        {
            var plans = order.Wishes.SelectMany(wish => Plan(wish, whole, focus ?? Middle, sizes)).ToList();
            var made = new Rendition[plans.Count];
            // the widest takes as long as all others together, so it begins first; AVIF is made one at a time, so it does not keep others waiting
            Parallel.ForEach(
                Enumerable.Range(0, plans.Count).OrderBy(index => plans[index].Format == RenditionFormat.Avif).ThenByDescending(index => plans[index].Image.Width), new ParallelOptions { MaxDegreeOfParallelism = bounds.Threads },
                index => made[index] = Write(plans[index]));
            return new ImageRenderings { Renditions = made, Focus = focus, Placeholder = order.WithPlaceholder ? Placeholders.Make(whole) : null };
        }
        catch (AggregateException exception) when (exception.InnerExceptions.OfType<ImageRefusedException>().FirstOrDefault() is { } refused)
        {
            ExceptionDispatchInfo.Throw(refused);
            throw;
        }
        finally
        {
            foreach (var image in sizes.Values)
                image.Dispose();
        }
    }

    /// <summary>Upright, sRGB, 8 bit, at most the widest width wide, and nothing but pixels.</summary>
    private VipsImage Decode(string path, ImageKind kind)
    {
        var widest = order.Wishes.Max(wish => (wish.Widths ?? order.Widths).Max());
        using var source = VipsSource.Open(path);
        try
        {
            using var load = new VipsOperation(Loaders.Name(kind)).With("source", source).With("access", "sequential").With("fail-on", "warning");
            using var loaded = load.Image();
            // the small image inside a HEIF file need not show what the large one does: it is never used
            if (kind is ImageKind.Heic or ImageKind.Avif)
                return Resize(loaded, widest);
            // the others can be decoded small
            using var again = VipsSource.Open(path);
            using var thumbnail = new VipsOperation("thumbnail_source").With("source", again).With("fail-on", "warning").With("option-string", "fail-on=warning");
            return Shrink(thumbnail, loaded, widest);
        }
        catch (VipsException exception)
        {
            throw LibraryErrors.Refusal(kind, exception);
        }
    }

    private static VipsImage Resize(VipsImage image, int width)
    {
        using var thumbnail = new VipsOperation("thumbnail_image").With("in", image);
        return Shrink(thumbnail, image, width);
    }

    private static VipsImage Shrink(VipsOperation thumbnail, VipsImage original, int width)
    {
        thumbnail.With("width", width).With("height", NoLimit).With("size", "down");
        // without a profile of its own the pixels are sRGB already; asked all the same, libvips 8.14 goes by way of another white and dulls them
        if (original.HasProfile)
            thumbnail.With("export-profile", "srgb");
        using var small = thumbnail.Image();
        using var convert = new VipsOperation("colourspace").With("in", small).With("space", "srgb");
        using var converted = convert.Image();
        using var cast = new VipsOperation("cast").With("in", converted).With("format", "uchar");
        using var bytes = cast.Image();
        return bytes.ToBarePixels();
    }

    // what moves the eye: libvips' attention, which prefers skin, saturation and edges
    private static FocalPoint FindFocus(VipsImage whole)
    {
        using var small = Resize(whole, FocusWidth);
        var side = Math.Min(small.Width, small.Height);
        using var search = new VipsOperation("smartcrop").With("input", small).With("width", side).With("height", side).With("interesting", "attention");
        search.Run();
        return new FocalPoint(
            Math.Clamp((double)search.Number("attention-x") / small.Width, 0, 1), Math.Clamp((double)search.Number("attention-y") / small.Height, 0, 1));
    }

    private IEnumerable<RenditionPlan> Plan(RenditionWish wish, VipsImage whole, FocalPoint focus, Dictionary<(RenditionShape Shape, int Width), VipsImage> sizes)
    {
        var box = CropBox.Of(wish.Shape, whole.Width, whole.Height, focus);
        foreach (var width in (wish.Widths ?? order.Widths).Select(width => Math.Min(width, box.Width)).Distinct())
        {
            if (!sizes.TryGetValue((wish.Shape, width), out var image))
                sizes.Add((wish.Shape, width), image = Cut(whole, box, width));
            yield return new RenditionPlan(wish.Shape, wish.Format, image);
        }
    }

    private static VipsImage Cut(VipsImage whole, CropBox box, int width)
    {
        using var extract = new VipsOperation("extract_area").With("input", whole)
            .With("left", box.Left).With("top", box.Top).With("width", box.Width).With("height", box.Height);
        using var cut = extract.Image();
        return width == box.Width ? cut.ToBarePixels() : Resize(cut, width);
    }

    private Rendition Write(RenditionPlan plan)
    {
        var name = RenditionNames.File(plan.Shape, plan.Format, plan.Image.Width);
        var bytes = Encoders.Encode(plan.Image, plan.Format, order.Quality);
        if (bytes.Length > bounds.OutputBytes)
            throw new ImageRefusedException(ImageRefusalCode.ImageOutputLimit, bytes.Length, bounds.OutputBytes);
        try
        {
            using var file = new FileStream(Path.Combine(order.OutputFolder, RenditionNames.Part(order.Run, name)), FileMode.CreateNew, FileAccess.Write);
            file.Write(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImageRefusedException(ImageRefusalCode.ImageNotWritten, what: exception.Message);
        }

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        return new Rendition(plan.Shape, plan.Format, plan.Image.Width, plan.Image.Height, bytes.Length, hash, name);
    }

    private sealed record RenditionPlan(RenditionShape Shape, RenditionFormat Format, VipsImage Image);
}
