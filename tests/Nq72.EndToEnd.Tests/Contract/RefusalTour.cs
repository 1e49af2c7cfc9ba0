using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>
/// A walk past every operation of the document as somebody without a key, with a wrong one, with one that may too little; and, as somebody who may
/// everything, to things that there are not, with nothing in hand.
/// </summary>
internal sealed partial class RefusalTour(JsonNode document, CmsClient desk, CmsClient nobody, CmsClient stranger, Func<string, CmsClient> withToken, CancellationToken cancel)
{
    private const string Id = "4000000000000000000000000z";

    // what is sent nothing and takes it for everything, or never ends
    private static readonly string[] Apart = ["RunRecipe", "ListenToEvents", "ExportRecipe"];

    public async Task WalkAsync()
    {
        using var partner = withToken(await TokenAsync(new { name = "Chỉ đọc", scopes = new[] { "read" } }));
        foreach (var (path, method, operation) in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => (path.Key, method.Key, method.Value!.AsObject()))))
        {
            if (Apart.Contains(operation["operationId"]!.GetValue<string>()))
                continue;
            var address = Parameter().Replace(path, match => Unknown(operation, match.Groups["name"].Value));
            var verb = new HttpMethod(method.ToUpperInvariant());
            var takesBody = operation["requestBody"] is not null;
            var takesForm = takesBody && operation["requestBody"]!["content"]!.AsObject().All(content => content.Key.StartsWith("multipart/", StringComparison.Ordinal));
            Task<CmsAnswer> AskAsync(CmsClient client) => takesForm ? SendFormAsync(client, address) : client.SendAsync(verb, address, takesBody ? new { } : null, cancel, ("If-Match", "*"));
            if (operation["security"]!.AsArray()[0]!.AsObject().Count == 0)
            {
                (await AskAsync(stranger)).Expect(HttpStatusCode.Unauthorized);
            }
            else
            {
                (await AskAsync(nobody)).Expect(HttpStatusCode.Unauthorized);
                (await AskAsync(partner)).Expect(HttpStatusCode.Forbidden);
            }

            if (address == path && !takesBody)
                continue;
            var answer = await AskAsync(desk);
            Assert.True((int)answer.Status < 500, $"{answer.Request} answered {(int)answer.Status}: {answer.Text}");
        }

        await AskTooOftenAsync();
    }

    private async Task<CmsAnswer> SendFormAsync(CmsClient client, string address)
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "note" } };
        using var answer = await client.Http.PostAsync(new Uri(address.TrimStart('/'), UriKind.Relative), form, cancel);
        return new CmsAnswer($"POST {address}", answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync(cancel));
    }

    private async Task AskTooOftenAsync()
    {
        using var eager = withToken(await TokenAsync(new { name = "Hỏi nhiều", scopes = new[] { "read" }, perMinute = 1 }));
        for (var i = 0; i < 3; i++)
        {
            if ((await eager.GetAsync("api/v1/items?limit=1", cancel)).Status == HttpStatusCode.TooManyRequests)
                return;
        }

        Assert.Fail("A key with one request a minute was answered three times.");
    }

    private async Task<string> TokenAsync(object asked) => (await desk.PostAsync("api/v1/manage/tokens", asked, cancel)).ExpectSuccess().Json.GetProperty("token").GetString()!;

    private static string Unknown(JsonObject operation, string name)
    {
        var schema = operation["parameters"]?.AsArray().First(parameter => parameter!["name"]!.GetValue<string>() == name)!["schema"];
        if (schema?["format"]?.GetValue<string>() == "uuid")
            return "00000000-0000-7000-8000-000000000000";
        if (schema?["type"]?.ToJsonString().Contains("integer", StringComparison.Ordinal) == true)
            return "999";
        return name is "id" or "contentItemId" ? Id : "khong-co";
    }

    [GeneratedRegex("\\{(?<name>[^}]+)\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
