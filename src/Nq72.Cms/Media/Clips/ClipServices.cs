using Microsoft.Extensions.Options;

namespace Nq72.Cms.Media.Clips;

/// <summary>Registers the clip processor and its settings.</summary>
internal static class ClipServices
{
    public static IServiceCollection AddClips(this IServiceCollection services)
    {
        services.AddOptions<ClipOptions>().BindConfiguration(ClipOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<IClipProcessor>(provider => new FfmpegClipProcessor(
            provider.GetRequiredService<IOptions<ClipOptions>>().Value, provider.GetRequiredService<ILogger<FfmpegClipProcessor>>()));
    }
}
