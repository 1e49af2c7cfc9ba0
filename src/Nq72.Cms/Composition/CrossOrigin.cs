using Microsoft.Extensions.Primitives;
using Nq72.Cms.Accounts;

namespace Nq72.Cms.Composition;

/// <summary>
/// Which web pages of other sites may read answers. What everyone may read without a key, any page may read; what is asked for with a key,
/// only pages of the key's origins; the desk side, none. Cookies never count: the API does not look at them. Source: the Fetch standard, §3.2.
/// </summary>
internal static class CrossOrigin
{
    // browsers keep it up to two hours, whatever is said
    private const string MaxAge = "86400";

    private static readonly StringValues Everyone = "*";
    private static readonly StringValues Methods = "GET, HEAD";

    // with an origin of '*', a browser sends Authorization only where it is named
    private static readonly StringValues Asked = "Authorization, If-None-Match, If-Modified-Since, Accept-Language";

    private static readonly StringValues Exposed = "ETag, Last-Modified, Link, Retry-After, RateLimit, RateLimit-Policy";

    /// <summary>Answers preflights at once and marks answers of the delivery side. Goes first, so that refusals are marked too.</summary>
    public static void UseCrossOrigin(this IApplicationBuilder app) => app.Use(Handle);

    private static Task Handle(HttpContext context, RequestDelegate next)
    {
        if (!IsDelivery(context.Request.Path))
            return next(context);
        if (HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.AccessControlRequestMethod.Count > 0)
        {
            // a preflight comes without the key that the request will have: what its origins may read is decided then
            var headers = context.Response.Headers;
            headers.AccessControlAllowOrigin = Everyone;
            headers.AccessControlAllowMethods = Methods;
            headers.AccessControlAllowHeaders = Asked;
            headers.AccessControlMaxAge = MaxAge;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        // when the answer begins: who asks is known then, and what a failure clears on the way is there again
        context.Response.OnStarting(Mark, context);
        return next(context);
    }

    private static Task Mark(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        if (context.Features.Get<ApiToken>() is { } token)
        {
            // caches may keep these answers as they keep all public ones, but for no page of another site; nor for another key, which the accounting says
            headers.Vary = StringValues.Concat(headers.Vary, "Origin");
            var origin = context.Request.Headers.Origin;
            if (!WebOrigin.IsAmong(token.Origins, origin))
                return Task.CompletedTask;
            headers.AccessControlAllowOrigin = token.Origins == WebOrigin.Any ? Everyone : origin;
        }
        else
        {
            // the same for every page and for none, so that it need not vary; a key that does not hold is told so, which is no secret
            headers.AccessControlAllowOrigin = Everyone;
        }

        headers.AccessControlExposeHeaders = Exposed;
        return Task.CompletedTask;
    }

    private static bool IsDelivery(PathString path) =>
        (path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase, out var rest) && !rest.StartsWithSegments("/manage", StringComparison.OrdinalIgnoreCase))
        || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);
}
