using System.Net;
using System.Text.Json;

namespace Nq72.Cms.Tests.Support;

/// <summary>Makes preview links and opens them as somebody without an account does.</summary>
internal static class Previews
{
    public const string Path = "/api/v1/manage/previews";

    /// <summary>A link, made by an integration.</summary>
    public static async Task<PreviewOf> PreviewAsync(this CmsHost host, object request, CancellationToken cancellationToken) =>
        new((await host.Admin.PostAsync(Path, request, cancellationToken)).Expect(HttpStatusCode.Created).Json);

    /// <summary>A link to an item.</summary>
    public static Task<PreviewOf> PreviewItemAsync(this CmsHost host, string item, CancellationToken cancellationToken, int? version = null, DateTimeOffset? asOf = null) =>
        host.PreviewAsync(Given(("what", "item"), ("item", item), ("version", version), ("asOf", asOf)), cancellationToken);

    /// <summary>A link to everything as of an instant.</summary>
    public static Task<PreviewOf> PreviewSiteAsync(this CmsHost host, DateTimeOffset asOf, CancellationToken cancellationToken) => host.PreviewAsync(new { what = "site", asOf }, cancellationToken);

    /// <summary>Withdraws a link.</summary>
    public static async Task WithdrawAsync(this CmsHost host, PreviewOf preview, CancellationToken cancellationToken) =>
        (await host.Admin.SendAsync(HttpMethod.Delete, $"{Path}/{preview.Id}", null, cancellationToken)).Expect(HttpStatusCode.NoContent);

    private static Dictionary<string, object> Given(params (string Name, object? Value)[] members) =>
        members.Where(member => member.Value is not null).ToDictionary(member => member.Name, member => member.Value!, StringComparer.Ordinal);
}

/// <summary>A link that was made.</summary>
internal sealed record PreviewOf(JsonElement Json)
{
    public Guid Id => Json.GetProperty("id").GetGuid();

    /// <summary>Path of its page.</summary>
    public string Page => new Uri(Json.GetProperty("link").GetString()!).AbsolutePath;

    public string Secret => Page.Split('/')[2];

    /// <summary>An address of the API, asked with it.</summary>
    public string Api(string path) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}preview={Secret}";
}
