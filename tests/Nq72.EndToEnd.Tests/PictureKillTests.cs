using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.EndToEnd.Tests;

/// <summary>Pictures in the whole program: killed in the middle of its work, and given twenty at once.</summary>
public sealed class PictureKillTests
{
    private const string Media = "/api/v1/manage/media";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Theory, OnEveryDatabase]
    public async Task Kill_in_the_middle_of_the_work_leaves_nothing_half_visible_and_the_work_is_taken_up_again(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder("nq72-kill-");
        var photo = await PhotoAsync(folder, 4000, 1, cancel);
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, cancel);
        await using var cms = await CmsProcess.StartNewAsync(Settings(database), cancel);
        string id;
        using (var client = cms.Client())
        {
            id = (await UploadAsync(client, [photo], cancel))[0];
            await client.PutAsync($"{Media}/{id}", new { people = "none", alt = "Phiên chợ Kỳ Lừa" }, cancel, ("If-Match", "*"));
            await client.CreatePublishedAsync("Article", "Chợ phiên ngày Tết", cancel, fields: new { body = "Chợ đông.", images = new[] { id } });
            await Eventually.TrueAsync(() => RenderFolders(cms).Length > 0, Patience, cancel, "a child works on the picture");
            await cms.KillAsync(cancel);
        }

        var left = RenderFolders(cms);
        Assert.NotEmpty(left);
        await cms.StartAsync(cancel);
        using var again = cms.Client();
        using var reader = cms.Client(null);
        // while it is not ready readers are told of nothing; when it is, all of it is there
        var seen = new List<int>();
        await Eventually.TrueAsync(async () =>
        {
            var told = (await reader.GetAsync("/api/v1/items?type=Article&fields=title,media", cancel)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("title").GetString() == "Chợ phiên ngày Tết").GetProperty("media");
            seen.Add(told.GetArrayLength() == 0 ? 0 : told[0].GetProperty("renditions").GetArrayLength());
            return (await again.GetAsync($"{Media}/{id}", cancel)).ExpectSuccess().Json.GetProperty("work").GetArrayLength() == 0;
        }, Patience, cancel, "all that is made of the picture is there");

        var media = (await again.GetAsync($"{Media}/{id}", cancel)).ExpectSuccess().Json;
        Assert.Equal("ready", media.GetProperty("state").GetString());
        // whole in WebP and JPEG with crops first, then AVIF shape by shape
        Assert.All(seen, count => Assert.Contains(count, new[] { 0, 20, 24, 27, 30, 33 }));
        foreach (var rendition in media.GetProperty("renditions").EnumerateArray())
        {
            var path = new Uri(rendition.GetProperty("url").GetString()!).PathAndQuery;
            var body = (await reader.GetAsync(path, cancel)).Expect(HttpStatusCode.OK).Body.ToArray();
            Assert.Equal(rendition.GetProperty("bytes").GetInt32(), body.Length);
            Assert.StartsWith(path.Split('/')[2], Convert.ToHexStringLower(SHA256.HashData(body)), StringComparison.Ordinal);
        }

        // as long ago as after a night
        foreach (var one in left)
            Directory.SetLastWriteTimeUtc(one, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        await cms.StopAsync(cancel);
        await cms.StartAsync(cancel);
        await Eventually.TrueAsync(() => !left.Any(Directory.Exists), Patience, cancel, "what the kill left is swept");
    }

    [Fact]
    public async Task Twenty_uploads_at_once_are_all_done_and_memory_stays_bounded()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder("nq72-twenty-");
        var photos = new List<string>();
        for (var n = 0; n < 20; n++)
            photos.Add(await PhotoAsync(folder, 2000, n, cancel));
        await using var cms = await CmsProcess.StartNewAsync(Settings(null), cancel);
        using var client = cms.Client();
        await client.GetAsync(Media, cancel);
        var before = PeakMegabytes(cms);

        var ids = (await Task.WhenAll(photos.Select(photo => UploadAsync(client, [photo], cancel)))).SelectMany(one => one).ToList();
        await Eventually.TrueAsync(async () =>
            (await client.GetAsync($"{Media}?state=ready&limit=50", cancel)).ExpectSuccess().Json.GetProperty("items").GetArrayLength() == ids.Count, Patience, cancel, "all twenty are ready");

        Assert.Equal(20, ids.Distinct(StringComparer.Ordinal).Count());
        var grown = PeakMegabytes(cms) - before;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The program grew by {grown} MB."));
        // decoded, twenty of them would be 240 MB in the program itself
        Assert.InRange(grown, 0, 200);
    }

    private static CmsSettings Settings(TestDatabase? database) => new()
    {
        Database = database, SetupRecipe = "nq72", Further = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Nq72:Media:LeaseSeconds"] = "5", ["Nq72:Media:Images:WallSeconds"] = "300", ["Nq72:Media:Images:CpuSeconds"] = "120" },
    };

    private static string[] RenderFolders(CmsProcess cms)
    {
        var incoming = Path.Combine(cms.DataDirectory, "media", "incoming");
        return Directory.Exists(incoming) ? Directory.GetDirectories(incoming, ".render-*") : [];
    }

    // the most that the program itself ever held; its children are bounded by a setting of their own
    private static long PeakMegabytes(CmsProcess cms) =>
        long.Parse(File.ReadLines($"/proc/{cms.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 10;

    private static async Task<List<string>> UploadAsync(CmsClient client, IReadOnlyList<string> paths, CancellationToken cancel)
    {
        using var form = new MultipartFormDataContent();
        foreach (var path in paths)
            form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(path, cancel)), "file", Path.GetFileName(path));
        using var answer = await client.Http.PostAsync(new Uri(Media, UriKind.Relative), form, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return [.. JsonElement.Parse(text).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("media").GetProperty("id").GetString()!)];
    }

    // noise of a seed: another picture each time
    private static async Task<string> PhotoAsync(TemporaryFolder folder, int width, int seed, CancellationToken cancel)
    {
        Need.Present(File.Exists("/usr/bin/vips"), "vips (Debian: libvips-tools; tests/run installs it)");
        var (noise, photo) = (folder.Combine($"noise-{seed}.v"), folder.Combine($"photo-{seed}.jpg"));
        await VipsAsync(cancel, "perlin", noise, width.ToString(CultureInfo.InvariantCulture), (width * 3 / 4).ToString(CultureInfo.InvariantCulture), "--uchar", "--seed", seed.ToString(CultureInfo.InvariantCulture));
        await VipsAsync(cancel, "jpegsave", noise, photo, "--Q", "85");
        File.Delete(noise);
        return photo;
    }

    private static async Task VipsAsync(CancellationToken cancel, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("vips", arguments) { UseShellExecute = false })!;
        await process.WaitForExitAsync(cancel);
        Assert.Equal(0, process.ExitCode);
    }
}
