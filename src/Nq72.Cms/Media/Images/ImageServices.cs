using Microsoft.Extensions.Options;

namespace Nq72.Cms.Media.Images;

/// <summary>Registers the image processor and its settings.</summary>
internal static class ImageServices
{
    public static IServiceCollection AddImages(this IServiceCollection services)
    {
        services.AddOptions<ImageOptions>().BindConfiguration(ImageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ImageOptions>, ImageOptionsCheck>();
        return services.AddSingleton<IImageProcessor>(provider => new VipsImageProcessor(
            provider.GetRequiredService<IOptions<ImageOptions>>().Value, provider.GetRequiredService<ILogger<VipsImageProcessor>>()));
    }
}
