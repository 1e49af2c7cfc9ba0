using Microsoft.Extensions.Logging.Abstractions;
using Nq72.Cms.Media.Images;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Images;

/// <summary>Good images of each kind, made once for a class of tests, and processors to look at them with.</summary>
public sealed class ImageSamples : ImageFiles
{
    /// <summary>The processor, with generous time: other tests may have the machine.</summary>
    internal static VipsImageProcessor Processor(Action<ImageOptions>? set = null)
    {
        var options = new ImageOptions { WallSeconds = 300, CpuSeconds = 60 };
        set?.Invoke(options);
        return new VipsImageProcessor(options, NullLogger<VipsImageProcessor>.Instance);
    }
}
