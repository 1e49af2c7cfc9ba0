using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.EndToEnd.Tests;

/// <summary>A clip in the whole program, killed in the middle of its work.</summary>
public sealed class ClipKillTests
{
    private const string Media = "/api/v1/manage/media";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Theory, OnEveryDatabase]
    public async Task Kill_in_the_middle_of_a_clip_leaves_nothing_half_visible_and_it_is_made_again(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder("nq72-clip-kill-");
        var clip = await LavfiClips.MakeAsync(folder, 1280, 720, 40, cancel);
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings
        {
            Database = database, SetupRecipe = "nq72",
            Further = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Nq72:Media:LeaseSeconds"] = "3", ["Nq72:Media:Clips:Threads"] = "1", ["Nq72:Media:Clips:Preset"] = "fast", ["Nq72:Media:Images:WallSeconds"] = "300", ["Nq72:Media:Clips:ProbeSeconds"] = "120",
            },
        }, cancel);
        string id;
        using (var client = cms.Client())
        {
            id = await UploadAsync(client, clip, cancel);
            await client.PutAsync($"{Media}/{id}", new { people = "none" }, cancel, ("If-Match", "*"));
            await client.CreatePublishedAsync("Article", "Clip chợ phiên", cancel, fields: new { body = "Chợ đông.", images = new[] { id } });
            await Eventually.TrueAsync(async () => (await WorkAsync(client, id, cancel)).Any(work => work.Kind == "clip" && work.Percent is > 0 and < 100), Patience, cancel, "it tells how far the clip is");
            await cms.KillAsync(cancel);
        }

        await cms.StartAsync(cancel);
        using var again = cms.Client();
        using var reader = cms.Client(null);
        // while it is not ready readers are told of nothing; what they are told of is whole
        var seen = new List<string>();
        await Eventually.TrueAsync(async () =>
        {
            var told = (await reader.GetAsync("/api/v1/items?type=Article&fields=title,media", cancel)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("title").GetString() == "Clip chợ phiên").GetProperty("media");
            seen.Add(told.GetArrayLength() == 0 ? "" : string.Join(' ', told[0].GetProperty("renditions").EnumerateArray().Select(one => one.GetProperty("type").GetString())));
            return (await WorkAsync(again, id, cancel)).Count == 0;
        }, Patience, cancel, "all that is made of the clip is there");

        Assert.All(seen, types => Assert.Contains(types, new[] { "", "video/mp4", "video/mp4 audio/mp4" }));
        var media = (await again.GetAsync($"{Media}/{id}", cancel)).ExpectSuccess().Json;
        Assert.Equal("ready", media.GetProperty("state").GetString());
        foreach (var rendition in media.GetProperty("renditions").EnumerateArray())
        {
            var path = new Uri(rendition.GetProperty("url").GetString()!).PathAndQuery;
            var body = (await reader.GetAsync(path, cancel)).Expect(HttpStatusCode.OK).Body.ToArray();
            Assert.Equal(rendition.GetProperty("bytes").GetInt64(), body.Length);
            Assert.StartsWith(path.Split('/')[2], Convert.ToHexStringLower(SHA256.HashData(body)), StringComparison.Ordinal);
            Assert.Equal(-1, body.AsSpan().IndexOf("21.8537"u8));
        }

        Assert.Equal(1, media.GetProperty("renditions").EnumerateArray().Count(one => one.GetProperty("type").GetString() == "video/mp4"));
    }

    private static async Task<IReadOnlyList<(string Kind, int? Percent)>> WorkAsync(CmsClient client, string id, CancellationToken cancel) =>
    [
        .. (await client.GetAsync($"{Media}/{id}", cancel)).ExpectSuccess().Json.GetProperty("work").EnumerateArray()
            .Select(work => (work.GetProperty("kind").GetString()!, work.GetProperty("percent").ValueKind == JsonValueKind.Number ? work.GetProperty("percent").GetInt32() : default(int?))),
    ];

    private static async Task<string> UploadAsync(CmsClient client, string path, CancellationToken cancel)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(path, cancel)), "file", "IMG_4711.mp4" } };
        using var answer = await client.Http.PostAsync(new Uri(Media, UriKind.Relative), form, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonElement.Parse(text).GetProperty("items")[0].GetProperty("media").GetProperty("id").GetString()!;
    }
}
