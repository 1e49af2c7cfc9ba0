using Microsoft.Extensions.Logging.Abstractions;
using Nq72.Cms.Media.Clips;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Clips;

/// <summary>Good clips and sound of each kind, made once for a class of tests, and processors to look at them with.</summary>
public sealed class ClipSamples : ClipFiles
{
    /// <summary>The processor, with generous time: other tests may have the machine.</summary>
    internal static FfmpegClipProcessor Processor(Action<ClipOptions>? set = null)
    {
        var options = new ClipOptions { ProbeSeconds = 120, PosterSeconds = 300, WorkMinutes = 10, Preset = "ultrafast" };
        set?.Invoke(options);
        return new FfmpegClipProcessor(options, NullLogger<FfmpegClipProcessor>.Instance);
    }
}
