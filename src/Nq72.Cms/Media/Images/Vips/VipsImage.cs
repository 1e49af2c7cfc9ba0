using System.Runtime.InteropServices;
using static Nq72.Cms.Media.Images.Vips.VipsNative;

namespace Nq72.Cms.Media.Images.Vips;

/// <summary>An image of libvips. It may be lazy: a plan for pixels that are computed when they are asked for.</summary>
internal sealed unsafe class VipsImage(nint handle) : IDisposable
{
    /// <summary>The GObject.</summary>
    public nint Handle => handle;

    public int Width => vips_image_get_width(handle);

    public int Height => vips_image_get_height(handle);

    /// <summary>Frames or pages that the file holds, whether loaded or not.</summary>
    public int Pages => vips_image_get_n_pages(handle);

    /// <summary>Whether it has an alpha band.</summary>
    public bool HasAlpha => vips_image_hasalpha(handle) != 0;

    /// <summary>Whether a colour profile came with it.</summary>
    public bool HasProfile => vips_image_get_typeof(handle, "icc-profile-data") != 0;

    /// <summary>EXIF's orientation, 1–8.</summary>
    public int Orientation => vips_image_get_orientation(handle);

    /// <summary>How pixels are to be understood: <c>srgb</c>, <c>cmyk</c>, …</summary>
    public string Interpretation => Marshal.PtrToStringUTF8((nint)vips_enum_nick(vips_interpretation_get_type(), vips_image_get_interpretation(handle))) ?? "";

    /// <summary>The names of everything that is known of it, pixels aside.</summary>
    public IReadOnlyList<string> Fields()
    {
        var names = new List<string>();
        var fields = vips_image_get_fields(handle);
        for (var field = fields; field is not null && *field is not null; field++)
            names.Add(Marshal.PtrToStringUTF8((nint)(*field))!);
        g_strfreev(fields);
        return names;
    }

    /// <summary>A block of metadata as it stands in the file; null when there is none.</summary>
    public byte[]? Blob(string name)
    {
        if (vips_image_get_typeof(handle, name) != vips_blob_get_type())
            return null;
        byte* data;
        nuint length;
        return vips_image_get_blob(handle, name, &data, &length) == 0 ? new ReadOnlySpan<byte>(data, checked((int)length)).ToArray() : null;
    }

    /// <summary>A text; null when there is none.</summary>
    public string? Text(string name)
    {
        byte* text;
        if (vips_image_get_typeof(handle, name) == 0 || vips_image_get_string(handle, name, &text) != 0)
        {
            vips_error_clear();
            return null;
        }

        return Marshal.PtrToStringUTF8((nint)text);
    }

    /// <summary>
    /// Computes all pixels into memory, where they lie without anything else: every field that is not part of the pixels' description is
    /// taken away, whatever it is called. What is wrong inside a file comes to light here.
    /// </summary>
    public VipsImage ToBarePixels()
    {
        var memory = vips_image_copy_memory(handle);
        if (memory == 0)
            throw new VipsException(VipsLibrary.TakeError());
        var image = new VipsImage(memory);
        foreach (var field in image.Fields())
            vips_image_remove(memory, field);
        vips_error_clear();
        return image;
    }

    /// <summary>The pixels, band by band, row by row.</summary>
    public byte[] Pixels()
    {
        nuint length;
        var data = vips_image_write_to_memory(handle, &length);
        if (data is null)
            throw new VipsException(VipsLibrary.TakeError());
        var pixels = new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
        g_free(data);
        return pixels;
    }

    public void Dispose() => g_object_unref(handle);
}
