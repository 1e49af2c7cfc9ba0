using Microsoft.Extensions.Options;
using Nq72.Cms.Feeds.Hubs;
using Nq72.Cms.Feeds.Sitemaps;

namespace Nq72.Cms.Feeds;

/// <summary>Registers feeds, hubs and sitemaps.</summary>
internal static class FeedServices
{
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.AddOptions<FeedOptions>().BindConfiguration(FeedOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<FeedOptions>, FeedOptionsCheck>();
        services.AddScoped<FeedReader>().AddScoped<FeedEntries>().AddScoped<NinjsFeed>().AddScoped<FeedAnswers>().AddScoped<FeedRequest>();
        services.AddScoped<SitemapAnswers>();
        services.AddScoped<FeedMarks>().AddScoped<HubLedger>().AddScoped<PublishToHubs>().AddScoped<HubQueries>();
        return services.AddSingleton<HubWatch>().AddHostedService(provider => provider.GetRequiredService<HubWatch>());
    }
}
