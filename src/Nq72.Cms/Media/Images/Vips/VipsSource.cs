using System.Runtime.InteropServices;
using static Nq72.Cms.Media.Images.Vips.VipsNative;

namespace Nq72.Cms.Media.Images.Vips;

/// <summary>A file to read from. A path given this way is only a path; as a file name libvips would look for options in it.</summary>
internal sealed class VipsSource : IDisposable
{
    private GCHandle pinned;

    private VipsSource(nint handle) => Handle = handle != 0 ? handle : throw new VipsException(VipsLibrary.TakeError());

    /// <summary>The GObject.</summary>
    public nint Handle { get; }

    /// <summary>A file.</summary>
    public static VipsSource Open(string path) => new(vips_source_new_from_file(path));

    /// <summary>Bytes in memory, which stay where they are until this is disposed of.</summary>
    public static VipsSource Of(byte[] bytes)
    {
        var fixedBytes = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        return new VipsSource(vips_source_new_from_memory(fixedBytes.AddrOfPinnedObject(), (nuint)bytes.Length)) { pinned = fixedBytes };
    }

    public void Dispose()
    {
        g_object_unref(Handle);
        if (pinned.IsAllocated)
            pinned.Free();
    }
}
