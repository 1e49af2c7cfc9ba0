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
