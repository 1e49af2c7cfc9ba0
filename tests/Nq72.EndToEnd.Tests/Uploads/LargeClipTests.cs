using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests.Uploads;

/// <summary>A clip of more than two gigabytes, looked at by many people who jump about in it.</summary>
public sealed class LargeClipTests
{
    private const string Media = "/api/v1/manage/media";
    private const int Viewers = 100, Jumps = 4, Every = 16 << 20, Marked = 8 << 10, Part = 256 << 10;
    private const long Length = (1L << 31) + (100 << 20) + 72;

    [Fact]
    public async Task Hundred_viewers_of_a_clip_of_two_gigabytes_have_their_ranges_and_memory_stays_bounded()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder("nq72-large-clip-");
        var small = await LavfiClips.MakeAsync(folder, 320, 180, 2, cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { SetupRecipe = "nq72" }, cancel);
        using var client = cms.Client();
        using var reader = cms.Client(null);
        var path = await PublishedAsync(client, small, cancel);
        var whole = (await reader.GetAsync(path, cancel)).Expect(HttpStatusCode.OK);
        Grow(cms, whole.ETag!.Trim('"'));
        await using var tree = new ProcessTree(cms.Id);

        using var head = new HttpRequestMessage(HttpMethod.Head, path);
        using var told = await reader.Http.SendAsync(head, cancel);
        Assert.Equal((Length, "bytes", "video/mp4"), (told.Content.Headers.ContentLength, told.Headers.AcceptRanges.Single(), told.Content.Headers.ContentType!.MediaType));
        await Task.WhenAll(Enumerable.Range(0, Viewers).Select(viewer => Task.Run(() => WatchAsync(reader.Http, path, new Random(viewer), cancel))));

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"idle {tree.Idle} MB, peak {tree.Peak} MB"));
        // each viewer costs two buffers of 64 KB and what the connection itself takes: 20 MB for all; the rest is what the collector leaves lying. The clip has 2,148 MB
        Assert.InRange(tree.Peak - tree.Idle, 0, 100);
    }

    // as a player does: parts from here and there, and at last all the rest, of which little is read before the viewer leaves
    private static async Task WatchAsync(HttpClient http, string path, Random random, CancellationToken cancel)
    {
        for (var jump = 0; jump < Jumps; jump++)
        {
            // around a mark; every other one behind 2^31, where a number of 32 bits ends
            var mark = (jump % 2 == 0 ? random.Next(1, 128) : random.Next(128, (int)(Length / Every))) * (long)Every;
            var from = mark - random.Next(1, Part - Marked);
            using var answer = await AskAsync(http, path, from, from + Part - 1, cancel);
            Check(from, await answer.Content.ReadAsByteArrayAsync(cancel));
        }

        var start = (random.Next(1, 128) * (long)Every) - 1000;
        using var rest = await AskAsync(http, path, start, null, cancel);
        await using var stream = await rest.Content.ReadAsStreamAsync(cancel);
        var read = new byte[Part];
        await stream.ReadExactlyAsync(read, cancel);
        Check(start, read);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, string path, long from, long? until, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new(from, until) } };
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        Assert.Equal((HttpStatusCode.PartialContent, $"bytes {from}-{until ?? Length - 1}/{Length}", (until ?? Length - 1) - from + 1), (answer.StatusCode, answer.Content.Headers.ContentRange?.ToString(), answer.Content.Headers.ContentLength));
        return answer;
    }

    private static void Check(long from, ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] != Expected(from + at))
                Assert.Fail($"At {from + at} stands {bytes[at]}, not {Expected(from + at)}.");
        }
    }

    // marks tell where they stand, eight bytes at a time; between them there is nothing, which costs no disk
    private static byte Expected(long at) => at % Every < Marked ? (byte)(Mark(at & ~7L) >> (int)(8 * (at & 7))) : (byte)0;

    private static long Mark(long at) => unchecked(at * 0x9E3779B97F4A7C1);

    // what the store keeps under the hash becomes long; nobody reckons the hash anew while it is given out
    private static void Grow(CmsProcess cms, string sha256)
    {
        using var file = new FileStream(Path.Combine(cms.DataDirectory, "media", sha256[..2], sha256[2..4], sha256), FileMode.Open, FileAccess.Write);
        file.SetLength(0);
        file.SetLength(Length);
        Span<byte> eight = stackalloc byte[8];
        for (var mark = 0L; mark < Length; mark += Every)
        {
            file.Position = mark;
            for (var at = mark; at < Math.Min(mark + Marked, Length); at += 8)
            {
                BinaryPrimitives.WriteInt64LittleEndian(eight, Mark(at));
                file.Write(eight);
            }
        }
    }

    private static async Task<string> PublishedAsync(CmsClient client, string clip, CancellationToken cancel)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(clip, cancel)), "file", "le-hoi.mp4" } };
        using var answer = await client.Http.PostAsync(new Uri(Media, UriKind.Relative), form, cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var id = JsonElement.Parse(await answer.Content.ReadAsStringAsync(cancel)).GetProperty("items")[0].GetProperty("media").GetProperty("id").GetString()!;
        (await client.PutAsync($"{Media}/{id}", new { people = "none" }, cancel, ("If-Match", "*"))).ExpectSuccess();
        var media = default(JsonElement);
        await Eventually.TrueAsync(async () =>
        {
            media = (await client.GetAsync($"{Media}/{id}", cancel)).ExpectSuccess().Json;
            return media.GetProperty("state").GetString() == "ready" && media.GetProperty("work").GetArrayLength() == 0;
        }, TimeSpan.FromMinutes(4), cancel, "the clip is ready");
        await client.CreatePublishedAsync("Article", "Lễ hội", cancel, fields: new { body = "Lễ hội xuân.", images = new[] { id } });
        return new Uri(media.GetProperty("renditions").EnumerateArray().First(one => one.GetProperty("type").GetString() == "video/mp4").GetProperty("url").GetString()!).PathAndQuery;
    }
}
