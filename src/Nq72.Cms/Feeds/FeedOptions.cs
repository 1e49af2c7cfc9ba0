using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Nq72.Cms.Feeds.Hubs;

namespace Nq72.Cms.Feeds;

/// <summary>Settings of feeds, hubs and sitemaps.</summary>
public sealed class FeedOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nq72:Feeds";

    /// <summary>WebSub hubs that are told of every change; none by default.</summary>
    public IReadOnlyList<string> Hubs { get; set; } = [];

    /// <summary>How long a feed names what was taken back, one hour to 400 days; default 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "400.00:00:00")]
    public TimeSpan NameRetractionsFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Addresses in one sitemap file, 1–50,000 (the protocol's bound); default 10,000.</summary>
    [Range(1, 50_000)]
    public int SitemapSize { get; set; } = 10_000;
}

/// <summary>Says at the start what would keep hubs from being told.</summary>
internal sealed class FeedOptionsCheck : IValidateOptions<FeedOptions>
{
    public ValidateOptionsResult Validate(string? name, FeedOptions options)
    {
        var failures = options.Hubs.Where(hub => !IsHub(hub))
            .Select(hub => $"{FeedOptions.Section}:Hubs '{hub}' phải là địa chỉ http hay https, dài nhất {HubTopicMapping.HubLength} ký tự (must be an http or https address of {HubTopicMapping.HubLength} characters at most).").ToList();
        if (options.Hubs.Distinct(StringComparer.Ordinal).Count() != options.Hubs.Count)
            failures.Add($"{FeedOptions.Section}:Hubs có địa chỉ lặp lại (names an address twice).");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsHub(string hub) =>
        hub.Length <= HubTopicMapping.HubLength && Uri.TryCreate(hub, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
