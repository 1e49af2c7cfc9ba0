using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.Feeds.Sitemaps;

/// <summary>What search engines ask for first. No part of the API: the addresses are theirs.</summary>
internal static class SitemapEndpoints
{
    public static void MapSitemaps(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/sitemap.xml", DeliveryEndpoints.GetOrHead, IndexAsync).ExcludeFromDescription();
        app.MapMethods("/sitemap-{file:int}.xml", DeliveryEndpoints.GetOrHead, FileAsync).ExcludeFromDescription();
        app.MapMethods("/sitemap-news.xml", DeliveryEndpoints.GetOrHead, NewsAsync).ExcludeFromDescription();
        app.MapMethods("/robots.txt", DeliveryEndpoints.GetOrHead, Robots).ExcludeFromDescription();
    }

    private static Task<IResult> IndexAsync(HttpContext http, Answers answers) =>
        answers.AnswerAsync(http, "sitemap", (services, at) => services.GetRequiredService<SitemapAnswers>().IndexAsync(at, CancellationToken.None));

    private static Task<IResult> FileAsync(int file, HttpContext http, Answers answers) =>
        answers.AnswerAsync(http, $"sitemap\n{file}", (services, at) => services.GetRequiredService<SitemapAnswers>().FileAsync(file, at, CancellationToken.None));

    private static Task<IResult> NewsAsync(HttpContext http, Answers answers) =>
        answers.AnswerAsync(http, "sitemap\nnews", (services, at) => services.GetRequiredService<SitemapAnswers>().NewsAsync(at, CancellationToken.None));

    private static IResult Robots(SitemapAnswers sitemaps, Answers answers) => answers.Send(sitemaps.Robots());
}
