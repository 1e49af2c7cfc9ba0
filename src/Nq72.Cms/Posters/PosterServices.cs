using ChuyenTrang;
using Nq72.Cms.Platform.Site;
using Nq72.Theming;

namespace Nq72.Cms.Posters;

/// <summary>Registers posters and the themes that bring some.</summary>
internal static class PosterServices
{
    private static readonly Dictionary<string, Func<PosterKit>> Kits = new(StringComparer.Ordinal) { [nameof(ChuyenTrang)] = PosterFiles.Read };

    public static IServiceCollection AddPosters(this IServiceCollection services) =>
        services.AddSingleton(provider => new PosterStudio(provider.GetRequiredService<SiteCatalog>(), Kits)).AddScoped<RenderPoster>();
}
