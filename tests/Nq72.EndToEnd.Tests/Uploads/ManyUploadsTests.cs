using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.EndToEnd.Tests.Uploads;

/// <summary>Large files that come all at once, as forms and in parts.</summary>
public sealed class ManyUploadsTests
{
    private const string Media = "api/v1/manage/media";
    private const int Megabyte = 1 << 20, GoMegabytes = 8;

    [Theory, OnEveryDatabase]
    public async Task Twenty_large_uploads_at_once_are_all_kept_as_they_came_in_bounded_memory(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await DatabaseTemplate.CreateEmptyAsync(provider, cancel);
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { Database = database, SetupRecipe = "nq72" }, cancel);
        using var client = cms.Client();
        using var reader = cms.Client(null);
        (await reader.GetAsync("/api/v1/items?limit=5", cancel)).Expect(HttpStatusCode.OK);
        // the first of each kind compiles things
        foreach (var first in new[] { new LargeFile(100, 1), new LargeFile(101, 1) })
            await SendAsync(client, first, cancel);
        var files = Enumerable.Range(0, 20).Select(seed => new LargeFile(seed, 25 + (seed * 25 / 19))).ToList();
        await using var tree = new ProcessTree(cms.Id);
        await using var asking = new AskingReader(reader);

        var kept = await Task.WhenAll(files.Select(file => Task.Run(() => SendAsync(client, file, cancel))));

        var (count, slowest) = await asking.EndAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{files.Sum(file => file.Length) / Megabyte} MB in 20 uploads: idle {tree.Idle} MB, peak {tree.Peak} MB; {count} requests of a reader, slowest {slowest.TotalMilliseconds:0} ms"));
        foreach (var (file, media) in files.Zip(kept))
        {
            Assert.Equal((file.Length, file.Sha256()), (media.GetProperty("bytes").GetInt64(), media.GetProperty("sha256").GetString()));
            await using var back = await client.Http.GetStreamAsync(new Uri(media.GetProperty("url").GetString()!).PathAndQuery, cancel);
            Assert.Equal(file.Sha256(), Convert.ToHexStringLower(await SHA256.HashDataAsync(back, cancel)));
        }

        // 750 MB passed through. Each upload may hold a buffer of 128 KB here and a megabyte in the server below, which is 23 MB for all; the rest is what the collector leaves lying
        Assert.InRange(tree.Peak - tree.Idle, 0, 120);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(cms.DataDirectory, "media", "incoming")));
    }

    // every other one in parts
    private static Task<JsonElement> SendAsync(CmsClient client, LargeFile file, CancellationToken cancel) => file.Seed % 2 == 0 ? SendFormAsync(client, file, cancel) : SendPartsAsync(client, file, cancel);

    private static async Task<JsonElement> SendFormAsync(CmsClient client, LargeFile file, CancellationToken cancel)
    {
        using var form = new MultipartFormDataContent { { file.Content(0, file.Megabytes), "file", $"phat-thanh-{file.Seed}.wav" } };
        using var answer = await client.Http.PostAsync(new Uri(Media, UriKind.Relative), form, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonElement.Parse(text).GetProperty("items")[0].GetProperty("media");
    }

    private static async Task<JsonElement> SendPartsAsync(CmsClient client, LargeFile file, CancellationToken cancel)
    {
        using var begin = new HttpRequestMessage(HttpMethod.Post, $"{Media}/uploads") { Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Length", $"{file.Length}" } } };
        using var begun = await client.Http.SendAsync(begin, cancel);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var address = begun.Headers.Location!.ToString();
        for (var from = 0; from < file.Megabytes; from += GoMegabytes)
        {
            using var go = new HttpRequestMessage(HttpMethod.Patch, address) { Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Offset", $"{(long)from * Megabyte}" } } };
            go.Content = file.Content(from, Math.Min(GoMegabytes, file.Megabytes - from));
            go.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
            using var answer = await client.Http.SendAsync(go, cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync(cancel));
        }

        return (await client.GetAsync(address, cancel)).Expect(HttpStatusCode.OK).Json.GetProperty("media");
    }

    // sound by its head, noise of a seed behind it: one megabyte again and again, so that the test itself holds little
    private sealed class LargeFile
    {
        private readonly byte[] noise = new byte[Megabyte];

        public LargeFile(int seed, int megabytes)
        {
            (Seed, Megabytes) = (seed, megabytes);
            new Random(seed).NextBytes(noise);
            "RIFF\0\0\0\0WAVEfmt "u8.CopyTo(noise);
        }

        public int Seed { get; }

        public int Megabytes { get; }

        public long Length => (long)Megabytes * Megabyte;

        public string Sha256()
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var megabyte = 0; megabyte < Megabytes; megabyte++)
                hash.AppendData(Piece(megabyte));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        public PiecesContent Content(int from, int megabytes) => new PiecesContent([.. Enumerable.Range(from, megabytes)], Piece);

        // no two are the same: one that came twice, or in another's place, is found
        private byte[] Piece(int megabyte)
        {
            var piece = noise[..];
            piece[100] = (byte)megabyte;
            return piece;
        }
    }

    internal sealed class PiecesContent(IReadOnlyList<int> numbers, Func<int, byte[]> piece) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            foreach (var number in numbers)
                await stream.WriteAsync(piece(number), cancellationToken);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = (long)numbers.Count * Megabyte;
            return true;
        }
    }
}
