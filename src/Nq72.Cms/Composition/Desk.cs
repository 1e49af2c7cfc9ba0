using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Nq72.Cms.Accounts.Pages;
using Nq72.Cms.Admin;
using Nq72.Cms.Approvals;
using Nq72.Cms.Approvals.Pages;
using Nq72.Cms.AsOf.Pages;
using Nq72.Cms.AuditLog.Pages;
using Nq72.Cms.Broadcasts.Pages;
using Nq72.Cms.CampaignCalendar.Pages;
using Nq72.Cms.Coverage.Pages;
using Nq72.Cms.DeskSettings.Pages;
using Nq72.Cms.Help;
using Nq72.Cms.Help.Pages;
using Nq72.Cms.Loudspeaker.Pages;
using Nq72.Cms.Media.Pages;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Newsroom.Comments;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Cms.Newsroom.Word;
using Nq72.Cms.Notices;
using Nq72.Cms.Notices.Pages;
using Nq72.Cms.Places.Pages;
using Nq72.Cms.Posters.Pages;
using Nq72.Cms.Previews.Pages;
using Nq72.Cms.ReleaseRoom.Pages;
using Nq72.Cms.Taxonomies.Pages;
using Nq72.Cms.Today.Pages;
using Nq72.Cms.Translations;
using Nq72.Cms.Translations.Pages;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Composition;

/// <summary>Puts the desk together: the shell, and the pages, words and places of each slice.</summary>
internal static class Desk
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<DeskClock>();
        services.AddSingleton<DeskAssets>();
        services.AddSingleton<UiTextCatalog>();
        services.AddScoped<UiText>();
        services.AddScoped<ShownProblem>();
        services.AddScoped<OtherTime>();
        foreach (var table in new[]
        {
            DeskTexts.Table,
            StateTexts.Table,
            AccountTexts.Table,
            PeopleTexts.Table,
            MeTexts.Table,
            RoleTexts.Table,
            AuditTexts.Table,
            TokenTexts.Table,
            TodayTexts.Table,
            ApprovalTexts.Table,
            NewsroomTexts.Table,
            CommentTexts.Table,
            TranslationTexts.Table,
            WritingTexts.Table,
            WordTexts.Table,
            ReleaseTexts.Table,
            DeliveryTexts.Table,
            CalendarTexts.Table,
            CalendarSettingsTexts.Table,
            CoverageTexts.Table,
            SettingsTexts.Table,
            HelpTexts.Table,
            TaxonomyTexts.Table,
            PlaceTexts.Table,
            AsOfTexts.Table,
            NoticeTexts.Table,
            PreviewTexts.Table,
            AlongsideTexts.Table,
            MediaTexts.Table,
            PosterTexts.Table,
            SpokenTexts.Table,
            BroadcastTexts.Table,
        })
            services.AddSingleton(table);
        foreach (var place in new DeskPlace[]
        {
            new(10, DeskPaths.Home, "desk.home", "home"),
            new(15, "/admin/approvals", "approvals.title", "approvals", Scopes.Approve),
            new(20, "/admin/items", "items.title", "items", Scopes.Preview),
            new(22, "/admin/languages", "parity.title", "languages", Scopes.Preview),
            new(25, "/admin/media", "media.title", "media", Scopes.Preview),
            new(27, "/admin/spoken", "spoken.title", "spoken", Scopes.Write),
            new(30, "/admin/releases", "releases.title", "releases", Scopes.Preview),
            new(35, "/admin/calendar", "calendar.nav", "calendar", Scopes.Preview),
            new(36, WeekPage.Path, "week.nav", "loudspeakers", Scopes.Preview),
            new(37, CoveragePage.Path, "coverage.nav", "coverage", Scopes.Preview),
            new(40, "/admin/peaks", "peaks.nav", "peaks", Scopes.Preview),
            new(50, "/admin/deliveries", "deliveries.title", "ledger", Scopes.Preview),
            new(55, "/admin/retractions", "retractions.title", "retractions", Scopes.Preview),
            new(60, "/admin/channels", "channels.title", "channels", Scopes.Preview),
            new(70, "/admin/notices", "notices.title", "notices", Scopes.Preview),
            new(75, "/admin/previews", "previews.title", "previews", Scopes.Preview),
            new(78, "/admin/settings", "settings.title", "settings", Scopes.Preview),
            new(80, "/admin/tokens", "tokens.title", "keys", Scopes.Admin),
            new(82, "/admin/people", "people.title", "people", Scopes.Admin),
            new(84, "/admin/roles", "roles.title", "roles", Scopes.Admin),
            new(86, "/admin/audit", "audit.title", "audit", Scopes.Admin),
        })
            services.AddSingleton(place);
        services.AddSingleton(new DeskPlaceCount("/admin/notices", "notices.unreadN", static (request, cancellationToken) =>
            request.GetRequiredService<NoticeQueries>().CountUnreadAsync(request.GetRequiredService<IHttpContextAccessor>().HttpContext!.RequiredActor(), cancellationToken)));
        services.AddSingleton(new DeskPlaceCount("/admin/approvals", "approvals.countN", static (request, cancellationToken) =>
            request.GetRequiredService<ApprovalQueries>().CountAsync(request.GetRequiredService<IHttpContextAccessor>().HttpContext!.RequiredActor(), cancellationToken)));
        services.AddScoped<ApprovalQueries>().AddScoped<ApproveMany>().AddScoped<CommentOnItem>().AddScoped<ParityQueries>().AddScoped<SignOffTranslation>();
        services.AddScoped<EditorLists>();
        services.AddHelp();
        services.AddScoped<VerifyClaims>().AddScoped<ImportWord>();
        services.AddScoped<DeliveryRows>().AddScoped<ReleaseFormLists>();

        // pages lie in the slices; each says its own address
        services.Configure<RazorPagesOptions>(options => options.RootDirectory = "/");
        services.Configure<RazorViewEngineOptions>(options => options.PageViewLocationFormats.Add("/Admin/Shared/{0}.cshtml"));
        services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, AnswerForPeople);
        return services;
    }

    /// <summary>Error pages and headers of the desk's addresses. Goes before routing.</summary>
    public static void UseDesk(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<DeskAssets>().HasScript)
            app.Logger.LogInformation("The desk runs without its scripts and fonts: they were not bundled (Node 20 or newer was missing at the build).");
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/admin", StringComparison.Ordinal), desk =>
        {
            desk.UseExceptionHandler("/admin/error/500");
            desk.UseStatusCodePagesWithReExecute("/admin/error/{0}");
            desk.Use((context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                // as antiforgery would set them
                context.Response.Headers.CacheControl = "no-cache, no-store";
                context.Response.Headers.Pragma = "no-cache";
                return next(context);
            });
        });
    }

    private static void AnswerForPeople(CookieAuthenticationOptions options)
    {
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        var toSignIn = options.Events.OnRedirectToLogin;
        options.Events.OnRedirectToLogin = context =>
        {
            // a region that refreshes itself cannot show the sign-in page: the whole page goes there
            if (!context.Request.Headers.ContainsKey("HX-Request"))
                return toSignIn(context);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            // but not from under somebody who types: what a form asks for while it is filled in is posted
            if (HttpMethods.IsGet(context.Request.Method))
                context.Response.Headers["HX-Refresh"] = "true";
            return Task.CompletedTask;
        };
    }
}
