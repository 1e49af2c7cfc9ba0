using Nq72.Testing.Cms;

namespace Nq72.Cms.Tests.Support;

/// <summary>Releases over the API.</summary>
internal static class Releases
{
    /// <summary>A draft of items without channels; returns its id.</summary>
    public static async Task<string> ReleaseAsync(this CmsHost host, DateTimeOffset at, CancellationToken cancellationToken, params object[] items)
    {
        var answer = await host.Admin.PostAsync("/api/v1/manage/releases", new { name = "Đợt phát", at, items }, cancellationToken);
        return answer.ExpectSuccess().Json.GetProperty("id").GetString()!;
    }

    /// <summary>An armed release; returns its id.</summary>
    public static async Task<string> ArmedAsync(this CmsHost host, DateTimeOffset at, CancellationToken cancellationToken, params object[] items)
    {
        var id = await host.ReleaseAsync(at, cancellationToken, items);
        (await host.OfReleaseAsync(id, "arm", cancellationToken)).ExpectSuccess();
        return id;
    }

    /// <summary>A verb on a release.</summary>
    public static Task<CmsAnswer> OfReleaseAsync(this CmsHost host, string id, string verb, CancellationToken cancellationToken, object? body = null) =>
        host.Admin.PostAsync($"/api/v1/manage/releases/{id}/{verb}", body, cancellationToken);

    /// <summary>A release as it is read.</summary>
    public static async Task<System.Text.Json.JsonElement> ReadReleaseAsync(this CmsHost host, string id, CancellationToken cancellationToken) =>
        (await host.Admin.GetAsync($"/api/v1/manage/releases/{id}", cancellationToken)).ExpectSuccess().Json;
}
