using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Nq72.Cms.PublicPages;

namespace Nq72.Cms.Previews;

/// <summary>
/// Takes secrets of preview links off the addresses of requests before anything else sees them: no log, trace or scope of the server, of the
/// framework or of ours can hold one, however much is logged. Pages come as <c>/preview/{secret}</c> with the page's path behind it, the API as
/// <c>?preview={secret}</c>.
/// </summary>
internal sealed class PreviewSecrets(IServer inner) : IServer
{
    /// <summary>What stands before a secret in a page's address.</summary>
    public const string Prefix = PublicPageEndpoints.PreviewEntry + "/";

    private const string Parameter = "preview";

    public IFeatureCollection Features => inner.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => inner.StartAsync(new Application<TContext>(application), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    public void Dispose() => inner.Dispose();

    private static void Take(IFeatureCollection features)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        if (request.Path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            TakeFromPath(features, request);
        else if (request.Path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) && request.QueryString.Contains(Parameter, StringComparison.OrdinalIgnoreCase))
            TakeFromQuery(features, request);
    }

    private static void TakeFromPath(IFeatureCollection features, IHttpRequestFeature request)
    {
        var path = request.Path;
        var end = path.IndexOf('/', Prefix.Length);
        var (secret, page) = end < 0 ? (path[Prefix.Length..], "") : (path[Prefix.Length..end], path[end..]);
        features.Set(new PreviewCredential(secret, IsForPages: true));
        // what is no page stays below the link's own address, where nothing is
        request.Path = page is "" or "/" ? PublicPageEndpoints.PreviewEntry : PagePath.Read(page) is null ? PublicPageEndpoints.PreviewEntry + page : page;
        request.RawTarget = request.Path;
    }

    private static void TakeFromQuery(IFeatureCollection features, IHttpRequestFeature request)
    {
        var kept = new StringBuilder();
        var secrets = new List<string>();
        foreach (var pair in new QueryStringEnumerable(request.QueryString))
        {
            if (pair.DecodeName().Span.Equals(Parameter, StringComparison.OrdinalIgnoreCase))
                secrets.Add(pair.DecodeValue().ToString());
            else
                kept.Append(kept.Length == 0 ? '?' : '&').Append(pair.EncodedName).Append('=').Append(pair.EncodedValue);
        }

        if (secrets.Count == 0)
            return;
        // of two nobody knows which is meant, and together they are none
        features.Set(new PreviewCredential(string.Join(',', secrets), IsForPages: false));
        request.QueryString = kept.ToString();
        request.RawTarget = request.Path + request.QueryString;
    }

    private sealed class Application<TContext>(IHttpApplication<TContext> inner) : IHttpApplication<TContext>
        where TContext : notnull
    {
        public TContext CreateContext(IFeatureCollection contextFeatures)
        {
            Take(contextFeatures);
            return inner.CreateContext(contextFeatures);
        }

        public Task ProcessRequestAsync(TContext context) => inner.ProcessRequestAsync(context);

        public void DisposeContext(TContext context, Exception? exception) => inner.DisposeContext(context, exception);
    }
}

/// <summary>The secret that a request came with.</summary>
/// <param name="Secret">As it was sent.</param>
/// <param name="IsForPages">Whether a page is asked for with it; the API otherwise.</param>
internal sealed record PreviewCredential(string Secret, bool IsForPages);
