using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Testing.Cms;

/// <summary>Talks to a running program as an integration does: bearer token, JSON, the routes of the API. Follows no redirects.</summary>
public sealed class CmsClient : IDisposable
{
    private const string Manage = "/api/v1/manage";

    private readonly HttpClient http;

    /// <summary>A client of a program at an address; a null token is the public.</summary>
    public CmsClient(Uri url, string? token)
        : this(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) }, token)
    {
    }

    /// <summary>A client over another transport, such as a test server's; it is disposed of with this.</summary>
    public CmsClient(HttpClient http, string? token)
    {
        this.http = http;
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The client below, for what is not JSON.</summary>
    public HttpClient Http => http;

    /// <summary>Asks and reads the answer to its end, whatever the status.</summary>
    /// <param name="method">Such as <see cref="HttpMethod.Put"/>.</param>
    /// <param name="path">Path and query from the root.</param>
    /// <param name="body">Sent as the house's JSON; text and bytes as they are; null for none.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="headers">Further headers, such as <c>If-Match</c>.</param>
    public async Task<CmsAnswer> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = body is byte[] given ? new ByteArrayContent(given) : new StringContent(body as string ?? JsonSerializer.Serialize(body, Json.Options), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, cancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return new CmsAnswer($"{method} {path}", answer.StatusCode, answer.Headers, answer.Content.Headers, bytes);
    }

    public Task<CmsAnswer> GetAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken, headers);

    public Task<CmsAnswer> PostAsync(string path, object? body, CancellationToken cancellationToken, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body ?? new { }, cancellationToken, headers);

    public Task<CmsAnswer> PutAsync(string path, object body, CancellationToken cancellationToken, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, body, cancellationToken, headers);

    /// <summary>A new draft.</summary>
    /// <param name="type">Content type, such as <c>Article</c>.</param>
    /// <param name="title">Its title.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="lang">BCP 47.</param>
    /// <param name="fields">Its fields by name; null for none.</param>
    /// <param name="further">Further members of the request, such as <c>tags</c>; null for none.</param>
    public async Task<CmsItem> CreateItemAsync(
        string type, string title, CancellationToken cancellationToken, string lang = "vi", object? fields = null, IReadOnlyDictionary<string, object?>? further = null)
    {
        var body = new Dictionary<string, object?>(further ?? new Dictionary<string, object?>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["type"] = type, ["title"] = title, ["lang"] = lang, ["fields"] = fields ?? new { },
        };
        return CmsItem.Of((await PostAsync($"{Manage}/items", body, cancellationToken)).Expect(HttpStatusCode.Created));
    }

    /// <summary>The newest version on the desk side.</summary>
    public async Task<CmsItem> GetItemAsync(string id, CancellationToken cancellationToken) =>
        CmsItem.Of((await GetAsync($"{Manage}/items/{id}", cancellationToken)).Expect(HttpStatusCode.OK));

    /// <summary>Hands the newest version in.</summary>
    public async Task<CmsAnswer> SubmitAsync(string id, CancellationToken cancellationToken) => (await PostAsync($"{Manage}/items/{id}/submit", null, cancellationToken)).ExpectSuccess();

    /// <summary>Approves exactly one version.</summary>
    public async Task<CmsAnswer> ApproveAsync(string id, int version, CancellationToken cancellationToken) =>
        (await PostAsync($"{Manage}/items/{id}/approve", new { version }, cancellationToken)).ExpectSuccess();

    /// <summary>Puts the approved version on the timeline: now when <paramref name="from"/> is null, for good when <paramref name="until"/> is.</summary>
    public async Task<CmsAnswer> PublishAsync(
        string id, CancellationToken cancellationToken, DateTimeOffset? from = null, DateTimeOffset? until = null, string? correction = null, string? future = null) =>
        (await PostAsync($"{Manage}/items/{id}/publish", Given(("from", from), ("until", until), ("correction", correction), ("future", future)), cancellationToken)).ExpectSuccess();

    /// <summary>Takes back what is visible, with a public reason.</summary>
    public async Task<CmsAnswer> RetractAsync(string id, string reason, CancellationToken cancellationToken) =>
        (await PostAsync($"{Manage}/items/{id}/retract", new { reason }, cancellationToken)).ExpectSuccess();

    /// <summary>A draft that is handed in and approved: ready for the timeline or a release.</summary>
    public async Task<CmsItem> CreateApprovedAsync(string type, string title, CancellationToken cancellationToken, string lang = "vi", object? fields = null)
    {
        var item = await CreateItemAsync(type, title, cancellationToken, lang, fields);
        await SubmitAsync(item.Id, cancellationToken);
        await ApproveAsync(item.Id, item.Version, cancellationToken);
        return item;
    }

    /// <summary>An item that is visible from now on, or from an instant.</summary>
    public async Task<CmsItem> CreatePublishedAsync(
        string type, string title, CancellationToken cancellationToken, string lang = "vi", object? fields = null, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        var item = await CreateApprovedAsync(type, title, cancellationToken, lang, fields);
        await PublishAsync(item.Id, cancellationToken, from, until);
        return item;
    }

    public void Dispose() => http.Dispose();

    // a member that is not given is left out: null would be something else than absent
    private static Dictionary<string, object> Given(params (string Name, object? Value)[] members) =>
        members.Where(member => member.Value is not null).ToDictionary(member => member.Name, member => member.Value!, StringComparer.Ordinal);
}

/// <summary>An item as the desk side answered it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="ETag">For <c>If-Match</c>; null when the answer had none.</param>
/// <param name="Json">The whole answer.</param>
public sealed record CmsItem(string Id, int Version, string? ETag, JsonElement Json)
{
    internal static CmsItem Of(CmsAnswer answer) =>
        new(answer.Json.GetProperty("id").GetString()!, answer.Json.GetProperty("version").GetInt32(), answer.ETag, answer.Json);
}
