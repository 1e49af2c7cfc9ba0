using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Nq72.Cms.Posters;

/// <summary>A poster as a file.</summary>
/// <param name="Name">Its name to save it under, with the slogan's words.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">What is in it; equal for equal template, text and program.</param>
public sealed record PosterFile(string Name, string ContentType, byte[] Bytes)
{
    // a picture opened by itself runs nothing and fetches nothing
    private const string Sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>The strong validator: a hash of the bytes, with its quotes.</summary>
    public string ETag => $"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 16))}\"";

    /// <summary>The answer that sends it, or 304 to one who has it.</summary>
    public IResult Send(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Sandbox;
        headers.CacheControl = "private, no-cache";
        headers.Remove("Pragma");
        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(Name);
        headers.ContentDisposition = disposition.ToString();
        return Results.Bytes(Bytes, ContentType, entityTag: new EntityTagHeaderValue(ETag));
    }
}
