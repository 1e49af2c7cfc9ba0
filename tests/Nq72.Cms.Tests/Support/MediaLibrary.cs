using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Nq72.Cms.Media.Renditions;
using Nq72.Testing.Cms;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Support;

/// <summary>Uploads files and says things of them, as integrations do.</summary>
internal static class MediaLibrary
{
    public const string Path = "/api/v1/manage/media";

    /// <summary>Sends files in one form, whatever becomes of them.</summary>
    public static async Task<CmsAnswer> TryUploadAsync(this CmsClient client, CancellationToken cancellationToken, params (string Name, byte[] Bytes)[] files)
    {
        using var form = new MultipartFormDataContent { HeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        form.Add(new StringContent("ghi chú"), "note");
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            // as browsers do: the name in UTF-8, as it is
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name}\"");
            form.Add(part);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = form };
        using var answer = await client.Http.SendAsync(request, cancellationToken);
        return new CmsAnswer($"POST {Path}", answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>A file of the library, as it is told of after its upload.</summary>
    public static async Task<JsonElement> UploadAsync(this CmsHost host, string name, byte[] bytes, CancellationToken cancellationToken) =>
        (await host.Admin.TryUploadAsync(cancellationToken, (name, bytes))).Expect(HttpStatusCode.Created).Json.GetProperty("items")[0].GetProperty("media");

    /// <summary>A document that may be shown: a PDF.</summary>
    public static Task<JsonElement> PdfAsync(this CmsHost host, CancellationToken cancellationToken, string name = "Hướng dẫn.pdf") => host.UploadAsync(name, MediaSamples.Pdf(), cancellationToken);

    /// <summary>Makes all that there is to make, as the program does in the background.</summary>
    public static async Task RenderAsync(this CmsHost host, CancellationToken cancellationToken)
    {
        while (await host.RunAsync<RenderMedia, bool>(render => render.RunAsync(withAvif: true, cancellationToken)))
        {
            // until nothing is due
        }
    }

    /// <summary>Makes all that there is to make of clips and sound, as the program does in the background.</summary>
    public static async Task MakeClipsAsync(this CmsHost host, CancellationToken cancellationToken)
    {
        while (await host.RunAsync<MakeClips, bool>(make => make.RunAsync(postersOnly: false, cancellationToken)))
        {
            // until nothing is due
        }
    }

    /// <summary>A picture that may be shown, with all that is made of it.</summary>
    public static async Task<JsonElement> PictureAsync(this CmsHost host, CancellationToken cancellationToken, byte[]? bytes = null, string name = "Tiêm chủng.png")
    {
        ImageTools.Need();
        var id = (await host.UploadAsync(name, bytes ?? MediaSamples.Picture(), cancellationToken)).IdOf();
        await host.RenderAsync(cancellationToken);
        return await host.DescribeAsync(id, new { alt = new { vi = "Một bé được tiêm ở trạm y tế" }, people = "none" }, cancellationToken);
    }

    /// <summary>A file as the desk is told of it.</summary>
    public static async Task<JsonElement> MediaAsync(this CmsHost host, string id, CancellationToken cancellationToken) => (await host.Admin.GetAsync($"{Path}/{id}", cancellationToken)).ExpectSuccess().Json;

    /// <summary>Paths of what was made of a file, of a shape and type, narrow before wide.</summary>
    public static IReadOnlyList<string> PathsOf(this JsonElement media, string? shape = null, string? type = null) =>
        [.. media.GetProperty("renditions").EnumerateArray().Where(one => (shape ?? one.GetProperty("shape").GetString()) == one.GetProperty("shape").GetString() && (type ?? one.GetProperty("type").GetString()) == one.GetProperty("type").GetString())
            .Select(one => new Uri(one.GetProperty("url").GetString()!).PathAndQuery)];

    /// <summary>Says something of a file.</summary>
    public static async Task<JsonElement> DescribeAsync(this CmsHost host, string id, object body, CancellationToken cancellationToken) =>
        (await host.Admin.PutAsync($"{Path}/{id}", body, cancellationToken, ("If-Match", "*"))).ExpectSuccess().Json;

    /// <summary>The path of the address of a file.</summary>
    public static string PathOf(this JsonElement media) => new Uri(media.GetProperty("url").GetString()!).PathAndQuery;

    /// <summary>The id of a file.</summary>
    public static string IdOf(this JsonElement media) => media.GetProperty("id").GetString()!;

    /// <summary>Fields of an article that uses a file.</summary>
    public static object With(string media) => new { body = "Nội dung bài.", image = media };
}
