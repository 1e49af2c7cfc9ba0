using System.Globalization;
using static Nq72.Cms.Media.Images.Vips.VipsNative;

namespace Nq72.Cms.Media.Images.Vips;

/// <summary>One operation of libvips, by its name: arguments in, run, results out.</summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private nint handle;
    private bool ran;

    public VipsOperation(string name)
    {
        handle = vips_operation_new(name);
        if (handle == 0)
            throw new VipsException(VipsLibrary.TakeError());
    }

    /// <summary>Gives an image.</summary>
    public VipsOperation With(string name, VipsImage image) => WithObject(name, vips_image_get_type(), image.Handle);

    /// <summary>Gives a file.</summary>
    public VipsOperation With(string name, VipsSource source) => WithObject(name, vips_source_get_type(), source.Handle);

    /// <summary>Gives a number.</summary>
    public VipsOperation With(string name, int value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Gives numbers.</summary>
    public VipsOperation With(string name, ReadOnlySpan<double> numbers)
    {
        GValue value = default;
        g_value_init(&value, vips_array_double_get_type());
        fixed (double* first = numbers)
            vips_value_set_array_double(&value, first, numbers.Length);
        g_object_set_property(handle, name, &value);
        g_value_unset(&value);
        return this;
    }

    /// <summary>Gives anything else: a name of an enumeration, <c>true</c>, a text.</summary>
    public VipsOperation With(string name, string value) =>
        vips_object_set_argument_from_string(handle, name, value) == 0 ? this : throw new VipsException(VipsLibrary.TakeError());

    /// <summary>Runs it. What is lazy in libvips is still not computed: that happens when pixels are asked for.</summary>
    public VipsOperation Run()
    {
        var built = vips_cache_operation_build(handle);
        if (built == 0)
        {
            vips_object_unref_outputs(handle);
            throw new VipsException(VipsLibrary.TakeError());
        }

        g_object_unref(handle);
        handle = built;
        ran = true;
        return this;
    }

    /// <summary>Runs it and returns the image that it makes.</summary>
    public VipsImage Image()
    {
        Run();
        GValue value = default;
        g_value_init(&value, vips_image_get_type());
        g_object_get_property(handle, "out", &value);
        var image = g_value_dup_object(&value);
        g_value_unset(&value);
        return new VipsImage(image);
    }

    /// <summary>Runs it and returns the bytes that it makes.</summary>
    public byte[] Bytes()
    {
        Run();
        GValue value = default;
        g_value_init(&value, vips_blob_get_type());
        g_object_get_property(handle, "buffer", &value);
        nuint length;
        var data = vips_value_get_blob(&value, &length);
        var bytes = new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
        g_value_unset(&value);
        return bytes;
    }

    /// <summary>A number that it found; only after it ran.</summary>
    public int Number(string name)
    {
        GValue value = default;
        g_value_init(&value, IntType);
        g_object_get_property(handle, name, &value);
        var number = g_value_get_int(&value);
        g_value_unset(&value);
        return number;
    }

    public void Dispose()
    {
        if (ran)
            vips_object_unref_outputs(handle);
        g_object_unref(handle);
    }

    private VipsOperation WithObject(string name, nuint type, nint instance)
    {
        GValue value = default;
        g_value_init(&value, type);
        g_value_set_object(&value, instance);
        g_object_set_property(handle, name, &value);
        g_value_unset(&value);
        return this;
    }
}
