using Nq72.Cms.PartnerApi;
using Nq72.Cms.PublicPages;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Previews;

/// <summary>
/// Lets a request with a preview link look through it, or says why not. Goes after routing, which says what is asked for, and after the limits,
/// under which such a request counts as anybody's.
/// </summary>
internal sealed class PreviewAccess(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => context.Features.Get<PreviewCredential>() is { } credential ? OpenAsync(context, credential) : next(context);

    /// <summary>Whatever is answered to such a request is for nobody else: not for caches, search engines, or sites that a page leads to. Goes first.</summary>
    public static void KeepPrivate(IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<PreviewCredential>() is not null)
            context.Response.OnStarting(Mark, context);
        return next(context);
    });

    private static Task Mark(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        headers.CacheControl = "private, no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Nq72-Preview"] = "true";
        return Task.CompletedTask;
    }

    private async Task OpenAsync(HttpContext context, PreviewCredential credential)
    {
        var opened = await context.RequestServices.GetRequiredService<OpenPreview>().RunAsync(credential.Secret, context.RequestAborted);
        if (!opened.Succeeded)
        {
            await RefuseAsync(context, credential, opened.Problem);
            return;
        }

        context.RequestServices.GetRequiredService<TimelineSight>().LookThrough(opened.Value);
        if (Covers(opened.Value, credential, context))
            await next(context);
        else
            await RefuseAsync(context, credential, PreviewProblems.NotCovered);
    }

    private static bool Covers(PreviewGrant grant, PreviewCredential credential, HttpContext context)
    {
        var isSite = grant.What == PreviewKind.Site;
        if (context.GetEndpoint() is not { } endpoint)
            return isSite && credential.IsForPages;
        if (endpoint.Metadata.GetMetadata<OpenToPreviews>() is not { } mark || mark.IsPage != credential.IsForPages)
            return false;
        return isSite || mark.IsEntry || (mark.IsOneItem && grant.What == PreviewKind.Item && (string?)context.GetRouteValue("id") == grant.ItemId);
    }

    private static async Task RefuseAsync(HttpContext context, PreviewCredential credential, Problem problem)
    {
        if (!credential.IsForPages)
        {
            await new ProblemResult(problem).ExecuteAsync(context);
            return;
        }

        var services = context.RequestServices;
        var page = await services.GetRequiredService<PageMaker>().RefusalAsync(
            problem, PublicPageEndpoints.UiLanguage(context), services.GetRequiredService<TimeProvider>().Now(), context.RequestAborted);
        var bytes = page.Bytes(null);
        context.Response.StatusCode = page.Status;
        context.Response.ContentType = page.ContentType;
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.ContentSecurityPolicy = PublicPageEndpoints.ContentSecurityPolicy;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
