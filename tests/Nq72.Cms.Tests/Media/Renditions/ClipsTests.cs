using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Tests.Media.Clips;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Corpus;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media.Renditions;

/// <summary>From an uploaded clip to what readers get: a clean clip, its poster, its sound; never what came.</summary>
public sealed class ClipsTests(CmsHosts hosts, ClipSamples samples) : IClassFixture<CmsHosts>, IClassFixture<ClipSamples>
{
    private static int count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Upload_is_looked_into_and_waits_then_is_ready_with_clip_poster_and_sound(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var uploaded = await host.UploadAsync("Tiêm chủng.mp4", Another(samples.Mp4), Token);
        Assert.Equal(("uploaded", 640, 360, "clip waiting, poster waiting", true), (State(uploaded), uploaded.GetProperty("width").GetInt32(), uploaded.GetProperty("height").GetInt32(), Work(uploaded), uploaded.GetProperty("hadPosition").GetBoolean()));
        Assert.InRange(uploaded.GetProperty("durationMs").GetInt64(), 3_900, 4_200);
        Assert.Equal(("Tiêm chủng", "Nông Thị B", "Sở Y tế Lạng Sơn"), (uploaded.GetProperty("caption").GetProperty("vi").GetString(), uploaded.GetProperty("credit").GetString(), uploaded.GetProperty("licence").GetString()));
        Assert.Equal(["caption", "credit", "licence"], uploaded.GetProperty("fromFile").EnumerateArray().Select(field => field.GetString()!));

        // the poster first, by a place of its own
        Assert.True(await host.RunAsync<MakeClips, bool>(make => make.RunAsync(postersOnly: true, Token)));
        Assert.False(await host.RunAsync<MakeClips, bool>(make => make.RunAsync(postersOnly: true, Token)));
        var posted = await host.MediaAsync(uploaded.IdOf(), Token);
        Assert.Equal(("uploaded", "clip waiting"), (State(posted), Work(posted)));
        Assert.StartsWith("data:image/webp;base64,", posted.GetProperty("placeholder").GetString(), StringComparison.Ordinal);
        Assert.True(await host.RunAsync<MakeClips, bool>(make => make.RunAsync(postersOnly: false, Token)));
        var ready = await host.MediaAsync(uploaded.IdOf(), Token);
        Assert.Equal(("ready", "sound waiting"), (State(ready), Work(ready)));
        await host.MakeClipsAsync(Token);

        var all = await host.MediaAsync(uploaded.IdOf(), Token);
        Assert.Equal("", Work(all));
        Assert.Single(all.PathsOf("whole", "video/mp4"));
        Assert.Single(all.PathsOf("whole", "audio/mp4"));
        Assert.NotEmpty(all.PathsOf("whole", "image/webp"));
        Assert.NotEmpty(all.PathsOf("16:9", "image/jpeg"));
        Assert.Contains("captionsMissing", Findings(all));
        Assert.Equal(["media.poster", "media.transcode", "media.transcode"], await host.RunAsync<SchedulerDb, List<string>>(db => db.Set<AuditEntry>()
            .Where(entry => entry.SubjectId == uploaded.IdOf() && entry.ActorKind == ActorKind.System).OrderBy(entry => entry.Action).Select(entry => entry.Action).ToListAsync(Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Clip_goes_out_in_ranges_while_a_visible_item_uses_it_and_what_came_never_does(DatabaseProvider provider)
    {
        // what is made of the same clip is the same bytes: no other test may have them shown
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var clip = await ClipAsync(host, samples.Mp4);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(clip.IdOf()));
        var path = clip.PathsOf("whole", "video/mp4").Single();
        (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.NotFound);
        var (from, until) = (host.Now.AddMinutes(10), host.Now.AddMinutes(20));
        await host.Admin.PublishAsync(item.Id, Token, from, until);
        host.Clock.Advance(from - host.Now);

        var whole = (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.OK).Body.ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new(1_000, 1_999) } };
        using var part = await host.Public.Http.SendAsync(request, Token);
        Assert.Equal((HttpStatusCode.PartialContent, "video/mp4", $"bytes 1000-1999/{whole.Length}"), (part.StatusCode, part.Content.Headers.ContentType?.MediaType, part.Content.Headers.ContentRange?.ToString()));
        Assert.Equal(whole[1_000..2_000], await part.Content.ReadAsByteArrayAsync(Token));
        using var behind = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new(whole.Length, null) } };
        using var none = await host.Public.Http.SendAsync(behind, Token);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, none.StatusCode);
        (await host.Public.GetAsync(clip.PathOf(), Token)).Expect(HttpStatusCode.NotFound);
        (await host.Admin.GetAsync(clip.PathOf(), Token)).Expect(HttpStatusCode.OK);

        var media = (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json.GetProperty("media")[0];
        Assert.Equal(("video", "video/mp4", path, 640, 360), (media.GetProperty("kind").GetString(), media.GetProperty("type").GetString(), media.PathOf(), media.GetProperty("width").GetInt32(), media.GetProperty("height").GetInt32()));
        Assert.Equal(["video/mp4", "audio/mp4"], media.GetProperty("renditions").EnumerateArray().Select(one => one.GetProperty("type").GetString()!));
        Assert.All(media.GetProperty("renditions").EnumerateArray(), one => Assert.InRange(one.GetProperty("durationMs").GetInt64(), 3_900, 4_200));
        (await host.Public.GetAsync(new Uri(media.GetProperty("poster").GetProperty("url").GetString()!).PathAndQuery, Token)).Expect(HttpStatusCode.OK);
        var page = (await host.Public.GetAsync($"/article/{item.Json.GetProperty("slug").GetString()}", Token)).ExpectSuccess().Text;
        Assert.Contains($"<source src=\"{CmsHost.PublicUrl}{path}\" type=\"video/mp4\"", page, StringComparison.Ordinal);
        Assert.Contains("poster=\"", page, StringComparison.Ordinal);
        host.Clock.Advance(until - host.Now);
        (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task What_goes_out_tells_nothing_of_where_and_by_whom_it_was_made(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (clip, sound) = (await ClipAsync(host, samples.Mov, "IMG_4711.MOV"), await ClipAsync(host, samples.M4A, "ghi âm.m4a"));
        Assert.True(clip.GetProperty("hadPosition").GetBoolean());
        Assert.Equal(("ready", 1), (State(sound), sound.PathsOf().Count));
        foreach (var file in new[] { clip, sound })
            await host.Admin.PublishAsync((await host.ApprovedAsync(Token, MediaLibrary.With(file.IdOf()))).Id, Token);
        using var folder = new TemporaryFolder("nq72-clips-out-");

        foreach (var path in clip.PathsOf().Concat(sound.PathsOf()))
        {
            var body = (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.OK).Body.ToArray();
            foreach (var word in new[] { "21.8537", "4711", "Tiêm chủng", "Bản tin", "Sở Y tế", "at home", "Core Media" })
                Assert.Equal(-1, body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)));
            var file = folder.Combine($"out{Path.GetExtension(path)}");
            await File.WriteAllBytesAsync(file, body, Token);
            Assert.DoesNotContain(await ImageTools.TagsAsync(file), tag => tag.Contains("GPS", StringComparison.Ordinal) || tag.Contains("Location", StringComparison.Ordinal));
        }

        (await host.Public.GetAsync(sound.PathOf(), Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Clip_that_is_refused_leaves_nothing_and_without_ffmpeg_it_is_refused_for_now(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Media:Clips:MaxMinutes=1");
        (await host.Admin.TryUploadAsync(Token, ("cụt.mp4", (await File.ReadAllBytesAsync(samples.Mp4, Token))[..20_000]))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "clipTruncated");
        var store = (FileBlobStore)host.Services.GetService(typeof(IBlobStore))!;
        Assert.Empty(Directory.GetFiles(store.Root, "*", SearchOption.AllDirectories));
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<MediaFile>().CountAsync(Token)));

        await using var lacking = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Media:Clips:FfmpegFolder=/nowhere");
        (await lacking.Admin.TryUploadAsync(Token, ("a.mp4", Another(samples.Mp4)))).ExpectProblem(HttpStatusCode.ServiceUnavailable, "clipProcessorMissing");
        await lacking.PdfAsync(Token);
    }

    [Theory, OnEveryDatabase]
    public async Task How_far_it_is_is_told_while_the_claim_stands_and_what_a_lost_claim_brings_is_turned_away(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var id = (await host.UploadAsync("a.mp4", Another(samples.Silent), Token)).IdOf();
        await host.RunAsync<MakeClips, bool>(make => make.RunAsync(postersOnly: true, Token));
        var dead = await ClaimAsync(host);
        Assert.True(await host.RunAsync<MediaWorkLedger, bool>(ledger => ledger.HoldAsync(dead!, 40, Token)));
        var working = (await host.MediaAsync(id, Token)).GetProperty("work")[0];
        Assert.Equal(("clip", "working", 40), (working.GetProperty("kind").GetString(), working.GetProperty("state").GetString(), working.GetProperty("percent").GetInt32()));
        Assert.Equal("processing", State(await host.MediaAsync(id, Token)));

        host.Clock.Advance(TimeSpan.FromSeconds(31));
        var heir = await ClaimAsync(host);
        Assert.NotNull(heir);
        await host.RunAsync<KeepRenditions, bool>(async keep =>
        {
            await keep.ClipAsync(dead!, null, new MediaPlayable { MediaId = id, Format = MediaFormat.Mp4, Width = 2, Height = 2, DurationMs = 1, Sha256 = new string('0', 64), Bytes = 1 }, Token);
            return true;
        });
        Assert.Empty((await host.MediaAsync(id, Token)).PathsOf("whole", "video/mp4"));
        Assert.Equal("processing", State(await host.MediaAsync(id, Token)));
        await host.RunAsync<MediaWorkLedger, bool>(async ledger =>
        {
            await ledger.LetGoAsync(heir, Token);
            return true;
        });
        await host.MakeClipsAsync(Token);
        // it is silent: there is no sound alone, and nothing is left to do
        var done = await host.MediaAsync(id, Token);
        Assert.Equal(("ready", "", 1, 0), (State(done), Work(done), done.PathsOf("whole", "video/mp4").Count, done.PathsOf("whole", "audio/mp4").Count));
    }

    [Theory, OnEveryDatabase]
    public async Task Clips_and_sound_of_an_older_program_are_put_into_the_line_and_looked_into(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (clip, sound) = ((await host.UploadAsync("a.mp4", Another(samples.Mp4), Token)).IdOf(), (await host.UploadAsync("b.m4a", Another(samples.M4A), Token)).IdOf());
        await host.InDatabaseAsync(async db => await db.Set<MediaWork>().ExecuteDeleteAsync(Token) + await db.Set<MediaFile>().ExecuteUpdateAsync(set => set.SetProperty(file => file.DurationMs, (long?)null), Token));
        await host.MakeClipsAsync(Token);
        Assert.Equal("uploaded", State(await host.MediaAsync(clip, Token)));

        await host.RunAsync<MediaWorkLedger, bool>(async ledger =>
        {
            await ledger.QueueForgottenAsync(Token);
            return true;
        });
        await host.MakeClipsAsync(Token);

        foreach (var id in new[] { clip, sound })
        {
            var ready = await host.MediaAsync(id, Token);
            Assert.Equal("ready", State(ready));
            Assert.InRange(ready.GetProperty("durationMs").GetInt64(), 3_900, 4_200);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Poster_chosen_by_hand_takes_the_place_of_the_one_that_was_found(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var before = await ClipAsync(host, samples.Mp4);
        Assert.False(before.GetProperty("posterChosen").GetBoolean());
        var path = $"{MediaLibrary.Path}/{before.IdOf()}/poster";

        var told = (await host.Admin.PutAsync(path, new { atSeconds = 3.5 }, Token)).ExpectSuccess().Json;
        Assert.Equal(("ready", "poster waiting"), (State(told), Work(told)));
        Assert.Equal(before.PathsOf("whole", "image/webp"), told.PathsOf("whole", "image/webp"));
        await host.MakeClipsAsync(Token);

        var after = await host.MediaAsync(before.IdOf(), Token);
        Assert.Equal((true, 3_500, ""), (after.GetProperty("posterChosen").GetBoolean(), after.GetProperty("posterAtMs").GetInt64(), Work(after)));
        Assert.Empty(before.PathsOf("whole", "image/webp").Intersect(after.PathsOf("whole", "image/webp")));
        Assert.Equal(before.PathsOf("whole", "video/mp4"), after.PathsOf("whole", "video/mp4"));
        (await host.Admin.PutAsync(path, new { atSeconds = 4.5 }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "clipPosterOutside");
        (await host.Admin.PutAsync(path, new { atSeconds = -1 }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "clipPosterOutside");
        var pdf = await host.PdfAsync(Token);
        (await host.Admin.PutAsync($"{MediaLibrary.Path}/{pdf.IdOf()}/poster", new { atSeconds = 0 }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "posterNotForKind");
        (await host.Admin.PutAsync(path, new { atSeconds = default(double?) }, Token)).ExpectSuccess();
        await host.MakeClipsAsync(Token);
        Assert.Equal(before.PathsOf("whole", "image/webp"), (await host.MediaAsync(before.IdOf(), Token)).PathsOf("whole", "image/webp"));
    }

    [Fact]
    public void Folder_of_a_clip_that_is_written_for_hours_is_not_swept()
    {
        using var data = new TemporaryFolder("nq72-sweep-");
        var options = new DatabaseOptions { DataDirectory = data.Path };
        using var folder = RenderFolder.Make(options);
        var (file, longAgo, now) = (Path.Combine(folder.Path, ".clip.part"), new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2027, 1, 1, 3, 0, 0, DateTimeKind.Utc));
        File.WriteAllBytes(file, [1]);
        File.SetLastWriteTimeUtc(file, now);
        Directory.SetLastWriteTimeUtc(folder.Path, longAgo);

        Assert.Equal(0, RenderFolder.Sweep(options, new DateTimeOffset(now.AddHours(-1))));
        File.SetLastWriteTimeUtc(file, longAgo);
        Directory.SetLastWriteTimeUtc(folder.Path, longAgo);
        Assert.Equal(1, RenderFolder.Sweep(options, new DateTimeOffset(now.AddHours(-1))));
        Directory.CreateDirectory(folder.Path);
    }

    private static Task<ClaimedWork?> ClaimAsync(CmsHost host) => host.RunAsync<MediaWorkLedger, ClaimedWork?>(ledger => ledger.ClaimAsync([MediaWorkKind.Clip], Token));

    private static async Task<JsonElement> ClipAsync(CmsHost host, string sample, string name = "clip.mp4")
    {
        var id = (await host.UploadAsync(name, Another(sample), Token)).IdOf();
        await host.MakeClipsAsync(Token);
        return await host.DescribeAsync(id, new { people = "none" }, Token);
    }

    // the same clip with a box behind it that says nothing: other bytes each time
    internal static byte[] Another(string sample)
    {
        var free = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(free, free.Length);
        "free"u8.CopyTo(free.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(free.AsSpan(8), Environment.ProcessId);
        BinaryPrimitives.WriteInt32BigEndian(free.AsSpan(12), Interlocked.Increment(ref count));
        return [.. File.ReadAllBytes(sample), .. free];
    }

    private static string State(JsonElement media) => media.GetProperty("state").GetString()!;

    private static string Work(JsonElement media) => string.Join(", ", media.GetProperty("work").EnumerateArray().Select(work => $"{work.GetProperty("kind").GetString()} {work.GetProperty("state").GetString()}"));

    private static IEnumerable<string> Findings(JsonElement media) => media.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()!);
}
