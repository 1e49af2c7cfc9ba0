using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Nq72.Testing.Cms;

/// <summary>What the program answered, read to its end.</summary>
/// <param name="Request">Method and address, for messages.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The answer's headers.</param>
/// <param name="ContentHeaders">The headers of its body.</param>
/// <param name="Body">The bytes.</param>
public sealed record CmsAnswer(string Request, HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Body.Span);

    /// <summary>The strong validator, in its quotes; null without one.</summary>
    public string? ETag => Headers.ETag?.Tag;

    /// <summary>The stable code of a problem; null for what is none.</summary>
    public string? Code =>
        ContentHeaders.ContentType?.MediaType == "application/problem+json" && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>Fails the test, with the body, when the status is another.</summary>
    public CmsAnswer Expect(params HttpStatusCode[] expected)
    {
        if (!expected.Contains(Status))
            Assert.Fail($"{Request} answered {(int)Status}, not {string.Join(" or ", expected.Select(status => (int)status))}: {Text}");
        return this;
    }

    /// <summary>Fails the test, with the body, unless the status is 2xx.</summary>
    public CmsAnswer ExpectSuccess()
    {
        if ((int)Status is < 200 or > 299)
            Assert.Fail($"{Request} answered {(int)Status}: {Text}");
        return this;
    }
}
