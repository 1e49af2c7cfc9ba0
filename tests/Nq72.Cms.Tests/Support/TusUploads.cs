using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Nq72.Testing.Cms;

namespace Nq72.Cms.Tests.Support;

/// <summary>Speaks tus as a client that wrote it by the book.</summary>
internal static class TusUploads
{
    public const string Path = "/api/v1/manage/media/uploads";
    public const string OffsetStream = "application/offset+octet-stream";

    private const string Version = "1.0.0";

    /// <summary>Begins an upload, whatever becomes of it.</summary>
    public static Task<CmsAnswer> TryBeginAsync(
        this CmsClient client, long length, string name, CancellationToken cancellationToken, string? replaces = null, byte[]? first = null) => client.TusAsync(
            HttpMethod.Post, Path, first, cancellationToken,
            ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)), ("Upload-Metadata", $"filename {Base64(name)}{(replaces is null ? "" : $",replaces {Base64(replaces)}")}"));

    /// <summary>Begins an upload, and tells its address.</summary>
    public static async Task<string> BeginAsync(this CmsClient client, long length, string name, CancellationToken cancellationToken, string? replaces = null) =>
        (await client.TryBeginAsync(length, name, cancellationToken, replaces)).Expect(System.Net.HttpStatusCode.Created).Headers.Location!.ToString();

    /// <summary>Sends bytes from an offset on.</summary>
    public static Task<CmsAnswer> GoOnAsync(this CmsClient client, string address, long offset, byte[] bytes, CancellationToken cancellationToken, params (string, string)[] headers) =>
        client.TusAsync(HttpMethod.Patch, address, bytes, cancellationToken, [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. headers]);

    /// <summary>How far it got.</summary>
    public static async Task<CmsAnswer> HeadAsync(this CmsClient client, string address, CancellationToken cancellationToken) => await client.TusAsync(HttpMethod.Head, address, null, cancellationToken);

    /// <summary>A request of the protocol.</summary>
    public static async Task<CmsAnswer> TusAsync(this CmsClient client, HttpMethod method, string address, byte[]? body, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(OffsetStream);
        }

        request.Headers.TryAddWithoutValidation("Tus-Resumable", Version);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.Http.SendAsync(request, cancellationToken);
        return new CmsAnswer($"{method} {address}", answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>A header of an answer; null without one.</summary>
    public static string? Header(this CmsAnswer answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
