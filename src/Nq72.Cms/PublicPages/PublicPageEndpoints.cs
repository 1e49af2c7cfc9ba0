using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.PublicPages;

/// <summary>The public pages. They have the lifetimes of the API's answers: nothing leaks before its instant, nothing lags after it.</summary>
internal static class PublicPageEndpoints
{
    internal const string ContentSecurityPolicy = "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    // these answer for themselves
    private static readonly string[] Elsewhere = ["/api", "/admin"];

    /// <summary>Where preview links lead once their secret is taken off the address.</summary>
    internal const string PreviewEntry = "/preview";

    public static void MapPublicPages(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/", DeliveryEndpoints.GetOrHead, HomeAsync).WithMetadata(OpenToPreviews.Pages).ExcludeFromDescription();
        // the desk answers for its own addresses, also for those that lead nowhere
        app.MapMethods("/{type:regex(^(?!admin$)[a-z][a-z0-9]*$)}/{slug}", DeliveryEndpoints.GetOrHead, ItemAsync).WithMetadata(OpenToPreviews.Pages).ExcludeFromDescription();
        app.MapMethods(PreviewEntry, DeliveryEndpoints.GetOrHead, PreviewAsync).WithMetadata(OpenToPreviews.Entry).ExcludeFromDescription();
    }

    /// <summary>
    /// Shows a page for addresses that lead nowhere. No route: one that takes everything would hide that an address of the API exists and takes
    /// other methods or media types.
    /// </summary>
    public static void UsePublicNotice(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint() is null && !Elsewhere.Any(part => context.Request.Path.StartsWithSegments(part, StringComparison.OrdinalIgnoreCase)) && !Path.HasExtension(context.Request.Path))
            await (await NoticeAsync(context, context.RequestServices.GetRequiredService<Answers>())).ExecuteAsync(context);
        else
            await next(context);
    });

    private static Task<IResult> HomeAsync(HttpContext http, Answers answers)
    {
        var language = UiLanguage(http);
        return PageAsync(http, answers, $"home\n{language}", (pages, at) => pages.HomeAsync(language, at, CancellationToken.None));
    }

    private static Task<IResult> ItemAsync(string type, string slug, HttpContext http, Answers answers)
    {
        var language = UiLanguage(http);
        return PageAsync(http, answers, $"page\n{type}\n{slug}\n{language}", (pages, at) => pages.ItemAsync(type, slug, language, at, CancellationToken.None));
    }

    private static Task<IResult> PreviewAsync(HttpContext http, Answers answers, TimelineSight sight) => sight.Preview switch
    {
        { What: PreviewKind.Item } link => PageAsync(http, answers, "", (pages, _) => pages.PreviewedAsync(link, UiLanguage(http), http.RequestAborted)),
        { What: PreviewKind.Page, Path: { } path } when PagePath.Read(path) is { } page => ItemAsync(page.Type, page.Slug, http, answers),
        not null => HomeAsync(http, answers),
        null => NoticeAsync(http, answers),
    };

    private static Task<IResult> NoticeAsync(HttpContext http, Answers answers)
    {
        var language = UiLanguage(http);
        return PageAsync(http, answers, $"notice\n{language}", (pages, at) => pages.NoticeAsync(null, language, at, CancellationToken.None));
    }

    private static Task<IResult> PageAsync(
        HttpContext http, Answers answers, string key, Func<PageMaker, DateTimeOffset, Task<Nq72.Scheduler.Platform.Problems.Outcome<ReadyAnswer>>> make)
    {
        http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return answers.AnswerAsync(http, key, (services, at) => make(services.GetRequiredService<PageMaker>(), at));
    }

    /// <summary>The language of labels and messages that the reader chose.</summary>
    internal static string UiLanguage(HttpContext http) =>
        http.Request.Query["ui"] == "en" ? "en" : "vi";
}
