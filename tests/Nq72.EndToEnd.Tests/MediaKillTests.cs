using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.EndToEnd.Tests;

/// <summary>The program is killed in the middle of an upload.</summary>
public sealed class MediaKillTests
{
    private const string Media = "api/v1/manage/media";
    private const string OffsetStream = "application/offset+octet-stream";

    [Theory, OnEveryDatabase]
    public async Task Kill_during_an_upload_leaves_nothing_visible_and_the_upload_is_simply_done_again(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { Database = database, SetupRecipe = "nq72" }, cancel);
        var incoming = Path.Combine(cms.DataDirectory, "media", "incoming");
        byte[] clip = [.. "RIFF\0\0\0\0WAVEfmt "u8, .. RandomNumberGenerator.GetBytes(8 * 1024 * 1024)];
        using (var client = cms.Client())
        {
            using var half = new HalfSent(clip);
            using var form = FormOf(half);
            var upload = client.Http.PostAsync(new Uri(Media, UriKind.Relative), form, cancel);
            await half.IsHalfSent.WaitAsync(cancel);
            await Eventually.TrueAsync(() => Directory.Exists(incoming) && Directory.EnumerateFiles(incoming).Any(path => new FileInfo(path).Length > 1024 * 1024), TimeSpan.FromSeconds(60), cancel, "bytes of the upload lie on the disk");
            await cms.KillAsync(cancel);
            half.GoOn();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => upload);
        }

        // as long ago as after a night
        foreach (var left in Directory.GetFiles(incoming))
            File.SetLastWriteTimeUtc(left, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        Assert.NotEmpty(Directory.GetFiles(incoming));
        await cms.StartAsync(cancel);
        await Eventually.TrueAsync(() => Directory.GetFiles(incoming).Length == 0, TimeSpan.FromSeconds(60), cancel, "what the kill left is swept");
        using var again = cms.Client();
        Assert.Equal(0, (await again.GetAsync($"/{Media}", cancel)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());

        using var whole = FormOf(new ByteArrayContent(clip));
        using var answer = await again.Http.PostAsync(new Uri(Media, UriKind.Relative), whole, cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var media = (await again.GetAsync($"/{Media}", cancel)).ExpectSuccess().Json.GetProperty("items")[0];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(clip)), media.GetProperty("sha256").GetString());
        var back = (await again.GetAsync(new Uri(media.GetProperty("url").GetString()!).PathAndQuery, cancel)).Expect(HttpStatusCode.OK);
        Assert.Equal(clip, back.Body.ToArray());
    }

    [Theory, OnEveryDatabase]
    public async Task Upload_in_parts_goes_on_after_a_kill_where_it_was(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { Database = database, SetupRecipe = "nq72" }, cancel);
        byte[] clip = [.. "RIFF\0\0\0\0WAVEfmt "u8, .. RandomNumberGenerator.GetBytes(8 * 1024 * 1024)];
        string address;
        using (var client = cms.Client())
        {
            using var begin = Tus(HttpMethod.Post, $"{Media}/uploads", ("Upload-Length", $"{clip.Length}"));
            using var begun = await client.Http.SendAsync(begin, cancel);
            Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
            address = begun.Headers.Location!.ToString();
            using var half = new HalfSent(clip);
            using var go = Tus(HttpMethod.Patch, address, ("Upload-Offset", "0"));
            go.Content = half;
            half.Headers.ContentType = new MediaTypeHeaderValue(OffsetStream);
            var sent = client.Http.SendAsync(go, cancel);
            await half.IsHalfSent.WaitAsync(cancel);
            await Eventually.TrueAsync(async () => await OffsetAsync(client, address, cancel) > 1024 * 1024, TimeSpan.FromSeconds(60), cancel, "bytes of the upload are here");
            await cms.KillAsync(cancel);
            half.GoOn();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => sent);
        }

        await cms.StartAsync(cancel);
        using var again = cms.Client();
        Assert.Equal(0, (await again.GetAsync($"/{Media}", cancel)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());
        var offset = await OffsetAsync(again, address, cancel);
        Assert.InRange(offset, 1024 * 1024, clip.Length / 2);

        using var rest = Tus(HttpMethod.Patch, address, ("Upload-Offset", $"{offset}"));
        rest.Content = new ByteArrayContent(clip[(int)offset..]);
        rest.Content.Headers.ContentType = new MediaTypeHeaderValue(OffsetStream);
        using var answer = await again.Http.SendAsync(rest, cancel);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var media = (await again.GetAsync(address, cancel)).Expect(HttpStatusCode.OK).Json.GetProperty("media");
        var back = (await again.GetAsync(new Uri(media.GetProperty("url").GetString()!).PathAndQuery, cancel)).Expect(HttpStatusCode.OK);
        Assert.Equal(clip, back.Body.ToArray());
        Assert.Empty(Directory.GetFiles(Path.Combine(cms.DataDirectory, "media", "incoming")));
    }

    private static HttpRequestMessage Tus(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return request;
    }

    private static async Task<long> OffsetAsync(CmsClient client, string address, CancellationToken cancel)
    {
        using var request = Tus(HttpMethod.Head, address);
        using var answer = await client.Http.SendAsync(request, cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    private static MultipartFormDataContent FormOf(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        return new MultipartFormDataContent { { content, "file", "phat-thanh.wav" } };
    }

    // sends half of it, then waits
    private sealed class HalfSent(byte[] bytes) : HttpContent
    {
        private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsHalfSent => sent.Task;

        public void GoOn() => waits.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            sent.SetResult();
            await waits.Task.WaitAsync(cancellationToken);
            await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2), cancellationToken);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
