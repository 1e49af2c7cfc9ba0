using Microsoft.AspNetCore.StaticAssets;
using Nq72.Cms.Accounts;
using Nq72.Cms.Accounts.People;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.AuditLog;
using Nq72.Cms.Broadcasts;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Coverage;
using Nq72.Cms.Feeds;
using Nq72.Cms.Feeds.Hubs;
using Nq72.Cms.Feeds.Sitemaps;
using Nq72.Cms.Loudspeaker;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Uploads;
using Nq72.Cms.Monitoring;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Notices;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Places;
using Nq72.Cms.Posters;
using Nq72.Cms.Previews;
using Nq72.Cms.PublicPages;
using Nq72.Cms.Recipes;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Taxonomies;
using Nq72.Scheduler;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Composition;

/// <summary>The order in which a request meets things, and all routes.</summary>
internal static class Pipeline
{
    public static void UseNq72(this WebApplication app)
    {
        // without a trusted proxy nobody's word about where a request came from, or to whom it was addressed, is taken
        if (app.Configuration.GetSection("Nq72:TrustedProxies").Get<string[]>() is { Length: > 0 })
            app.UseForwardedHeaders();
        app.UseMiddleware<Failures>();
        app.Use(SecurityHeaders);
        PreviewAccess.KeepPrivate(app);
        app.UseCrossOrigin();
        app.UseDesk();
        app.UseRouting();
        app.Use(SendFilesWhole);
        app.UseAuthentication();
        // around the limits, so that it counts what they refuse
        app.UseMiddleware<TokenAccounting>();
        // after it, so that a partner is counted by its key; before bad keys are refused, so that they are counted too
        app.UseRateLimits();
        TokenAuthentication.RefuseBadTokens(app);
        app.UseMiddleware<PreviewAccess>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UsePublicNotice();
        app.MapStaticAssets();
        var api = app.MapGroup("/api/v1");
        api.MapDelivery();
        api.MapFeeds();
        api.MapDayScripts();
        var manage = api.MapGroup("/manage");
        manage.MapItems();
        manage.MapContentTypes();
        manage.MapTokens();
        manage.MapPeople();
        manage.MapRoles();
        manage.MapAudit();
        manage.MapTaxonomies();
        manage.MapPlaces();
        manage.MapRecipes();
        manage.MapNotices();
        manage.MapHubs();
        manage.MapPreviews();
        manage.MapMedia();
        manage.MapPosters();
        manage.MapLoudspeaker();
        manage.MapBroadcasts();
        manage.MapCoverage();
        manage.MapNq72Scheduler();
        app.MapOrchard();
        app.MapMonitoring();
        app.MapApiPage();
        app.MapSitemaps();
        app.MapMediaFiles();
        app.MapDeskUploads();
        app.MapRazorPages();
        app.MapPublicPages();
    }

    // asked for a part, the files of a build that was not published answer 206 with as many bytes from their beginning; whole they are small
    private static Task SendFilesWhole(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Range.Count > 0 && context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            context.Request.Headers.Range = default;
        return next(context);
    }

    // set when the answer begins: what a failure clears on the way is there again
    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(SetSecurityHeaders, context);
        return next(context);
    }

    private static Task SetSecurityHeaders(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (context.RequestServices.GetRequiredService<InstallationOptions>().IsRehearsal)
            headers["Nq72-Rehearsal"] = "true";
        // pages that are not public say less still
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.XFrameOptions = "DENY";
        return Task.CompletedTask;
    }
}
