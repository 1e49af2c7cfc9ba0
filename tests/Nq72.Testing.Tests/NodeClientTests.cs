using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nq72.Testing.Http;

namespace Nq72.Testing.Tests;

public sealed class NodeClientTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task VerifyWebhookAsync_accepts_a_right_signature_and_refuses_another()
    {
        var right = Push("{\"tiếng\":\"Việt\"}", signed: "{\"tiếng\":\"Việt\"}");
        var changed = Push("{\"tiếng\":\"Anh\"}", signed: "{\"tiếng\":\"Việt\"}");

        Assert.Equal(0, (await NodeClient.VerifyWebhookAsync(Secret, right, Token)).ExitCode);
        var refused = await NodeClient.VerifyWebhookAsync(Secret, changed, Token);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("No matching signature", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValidateNinjsAsync_accepts_a_valid_document_and_names_what_is_wrong()
    {
        const string Valid = """{"uri":"urn:newsml:example.org:20270407:1","type":"text","pubStatus":"usable","standard":{"name":"ninjs","version":"3.1","schema":"http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}}""";

        var valid = await NodeClient.ValidateNinjsAsync([Valid], Token);
        Assert.True(valid.ExitCode == 0, valid.Error);
        var wrong = await NodeClient.ValidateNinjsAsync([Valid, Valid.Replace("usable", "gone", StringComparison.Ordinal)], Token);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("document 1 at /pubStatus", wrong.Error, StringComparison.Ordinal);
    }

    private static ReceivedRequest Push(string body, string signed)
    {
        var now = TimeProvider.System.GetUtcNow();
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"msg_1.{timestamp}.{signed}"));
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Webhook-Id"] = "msg_1", ["Webhook-Timestamp"] = timestamp, ["Webhook-Signature"] = $"v1,{Convert.ToBase64String(signature)}",
        };
        return new ReceivedRequest(1, "POST", "/", headers, Encoding.UTF8.GetBytes(body), now);
    }
}
