using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.Feeds;

/// <summary>Feeds over HTTP: <c>/api/v1/feeds/{type}.{format}</c>, with <c>all</c> for every type.</summary>
internal static class FeedEndpoints
{
    public static IEndpointRouteBuilder MapFeeds(this IEndpointRouteBuilder api)
    {
        var feeds = api.MapGroup("/feeds").WithTags("Nguồn tin").WithMetadata(OpenToPreviews.Api).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        feeds.MapMethods("/{type}.json", DeliveryEndpoints.GetOrHead, JsonAsync).WithName("GetJsonFeed").WithSummary("Nguồn tin JSON Feed 1.1; 'all' là mọi kiểu").Produces<object>(StatusCodes.Status200OK, "application/feed+json").Produces(StatusCodes.Status304NotModified);
        feeds.MapMethods("/{type}.rss", DeliveryEndpoints.GetOrHead, RssAsync).WithName("GetRssFeed").WithSummary("Nguồn tin RSS 2.0; 'all' là mọi kiểu").Produces<string>(StatusCodes.Status200OK, "application/rss+xml").Produces(StatusCodes.Status304NotModified);
        feeds.MapMethods("/{type}.atom", DeliveryEndpoints.GetOrHead, AtomAsync).WithName("GetAtomFeed").WithSummary("Nguồn tin Atom; 'all' là mọi kiểu").Produces<string>(StatusCodes.Status200OK, "application/atom+xml").Produces(StatusCodes.Status304NotModified);
        feeds.MapMethods("/{type}.ninjs", DeliveryEndpoints.GetOrHead, NinjsAsync).WithName("GetNinjsFeed").WithSummary("Trang tài liệu IPTC ninjs 3.1, {items, next}; 'all' là mọi kiểu").Produces<object>().Produces(StatusCodes.Status304NotModified);
        return api;
    }

    private static Task<IResult> JsonAsync(string type, [AsParameters] FeedParameters parameters, HttpContext http, FeedRequest request, CancellationToken cancellationToken) =>
        request.AnswerAsync(http, type, FeedFormat.Json, parameters, cancellationToken);

    private static Task<IResult> RssAsync(string type, [AsParameters] FeedParameters parameters, HttpContext http, FeedRequest request, CancellationToken cancellationToken) =>
        request.AnswerAsync(http, type, FeedFormat.Rss, parameters, cancellationToken);

    private static Task<IResult> AtomAsync(string type, [AsParameters] FeedParameters parameters, HttpContext http, FeedRequest request, CancellationToken cancellationToken) =>
        request.AnswerAsync(http, type, FeedFormat.Atom, parameters, cancellationToken);

    private static Task<IResult> NinjsAsync(string type, [AsParameters] FeedParameters parameters, HttpContext http, FeedRequest request, CancellationToken cancellationToken) =>
        request.AnswerAsync(http, type, FeedFormat.Ninjs, parameters, cancellationToken);
}

/// <summary>Answers a request for a feed.</summary>
internal sealed class FeedRequest(Answers answers, ContentTypeCatalog catalog, SiteCatalog site, Incarnation incarnation)
{
    public async Task<IResult> AnswerAsync(HttpContext http, string type, FeedFormat format, FeedParameters parameters, CancellationToken cancellationToken)
    {
        // the parameters are named for the API's document; the query reads them itself, so that each fault is told precisely
        _ = parameters;
        var query = FeedQuery.Read(type, format, http.Request.Query, await catalog.GetAsync(cancellationToken), await site.GetAsync(cancellationToken), incarnation.Id);
        return query.Succeeded
            ? await answers.AnswerAsync(http, $"feed\n{format}\n{query.Value.Items.Key}", (services, at) => services.GetRequiredService<FeedAnswers>().PageAsync(query.Value, at, CancellationToken.None))
            : new ProblemResult(query.Problem);
    }
}
