using Nq72.Cms.Platform.Site;
using Nq72.Theming;

namespace Nq72.Cms.Posters;

/// <summary>The posters of the installation's theme. Fonts are read when the first poster is asked for. Thread-safe.</summary>
/// <param name="site">Says which theme.</param>
/// <param name="kits">What each theme brings, by its name.</param>
public sealed class PosterStudio(SiteCatalog site, IReadOnlyDictionary<string, Func<PosterKit>> kits) : IDisposable
{
    private static readonly PosterKit Nothing = new() { Templates = [], Fonts = new Dictionary<string, IReadOnlyList<byte[]>>(StringComparer.Ordinal), Phrases = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) };

    private readonly Dictionary<string, Lazy<LayPoster>> themes = kits.ToDictionary(kit => kit.Key, kit => new Lazy<LayPoster>(() => new LayPoster(kit.Value())));
    private readonly Lazy<LayPoster> none = new(() => new LayPoster(Nothing));

    /// <summary>The posters of the theme that is set now; a theme without any has no templates.</summary>
    public async ValueTask<LayPoster> GetAsync(CancellationToken cancellationToken) => themes.GetValueOrDefault((await site.GetAsync(cancellationToken)).Theme, none).Value;

    public void Dispose()
    {
        foreach (var theme in themes.Values.Where(theme => theme.IsValueCreated))
            theme.Value.Dispose();
    }
}
