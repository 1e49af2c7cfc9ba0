using System.Runtime.InteropServices;
using static Nq72.Cms.Media.Images.Vips.VipsNative;

namespace Nq72.Cms.Media.Images.Vips;

/// <summary>
/// Finds libvips, loads it once in a process, and locks it down: of its sixty loaders only five may be used. Only the child process calls
/// this; the server itself never loads the library.
/// </summary>
internal static unsafe class VipsLibrary
{
    private static readonly string[] Loaders = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif", "VipsForeignLoadNsgif"];

    /// <summary>What the library calls itself, such as <c>8.14.1</c>.</summary>
    public static string Version => Marshal.PtrToStringUTF8((nint)vips_version_string())!;

    /// <summary>Loads the library. Returns the file that was loaded; null when there is none.</summary>
    /// <param name="setting">A path that was set, which alone is tried then; empty for none.</param>
    /// <param name="threads">Threads of one operation.</param>
    public static string? Load(string setting, int threads)
    {
        foreach (var candidate in setting.Length > 0 ? [setting] : VipsPlaces.All())
        {
            if (!NativeLibrary.TryLoad(candidate, out var handle))
                continue;
            NativeLibrary.SetDllImportResolver(typeof(VipsLibrary).Assembly, (name, _, _) => name == VipsNative.Library ? handle : 0);
            Start(threads);
            return candidate;
        }

        return null;
    }

    /// <summary>What went wrong last, and forgets it.</summary>
    public static string TakeError()
    {
        var text = Marshal.PtrToStringUTF8((nint)vips_error_buffer())?.Trim() ?? "";
        vips_error_clear();
        return text;
    }

    private static void Start(int threads)
    {
        if (vips_init("nq72") != 0)
            throw new VipsException(TakeError());
        // ImageMagick, SVG, PDF and the like parse far more than pixels, some of them run scripts
        vips_block_untrusted_set(1);
        vips_operation_block_set("VipsForeignLoad", 1);
        foreach (var loader in Loaders)
            vips_operation_block_set(loader, 0);
        // nothing is asked for twice in a process that lives for one image
        vips_cache_set_max(0);
        vips_concurrency_set(threads);
    }
}
