using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Tests.Media.Clips;
using Nq72.Cms.Tests.Media.Renditions;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media;

/// <summary>What channels are sent tells of an item's files as the API does at that instant; their addresses open then, and not before.</summary>
public sealed class PushedMediaTests(CmsHosts hosts, ClipSamples samples) : IClassFixture<CmsHosts>, IClassFixture<ClipSamples>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Push_names_the_files_that_open_at_its_instant(DatabaseProvider provider)
    {
        // of its own: the same clip in another test is the same bytes, and those are open there
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (picture, clip) = (await host.PictureAsync(Token), await ClipAsync(host));
        var (items, at) = await ArmedAsync(host, picture.IdOf(), clip.IdOf());

        var pushed = new List<JsonElement>();
        foreach (var item in items)
            pushed.Add((await PushedAsync(host, item, "portal")).GetProperty("item").GetProperty("media"));
        Assert.Equal([picture.IdOf(), clip.IdOf()], pushed.Select(media => Assert.Single(media.EnumerateArray()).IdOf()));
        string[] addresses = [.. pushed.SelectMany(media => media[0].GetProperty("renditions").EnumerateArray().Append(media[0])).Select(one => one.PathOf()).Distinct(StringComparer.Ordinal)];
        Assert.True(addresses.Length > 3);
        foreach (var address in addresses)
            (await host.Public.GetAsync(address, Token)).Expect(HttpStatusCode.NotFound);

        host.Clock.TurnTo(at);
        foreach (var address in addresses)
            (await host.Public.GetAsync(address, Token)).Expect(HttpStatusCode.OK);
        foreach (var (item, media) in items.Zip(pushed))
        {
            var shown = (await host.Public.GetAsync(Items.Delivery(item), Token)).ExpectSuccess().Json.GetProperty("media");
            Assert.True(JsonElement.DeepEquals(shown, media), $"{shown}\n{media}");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Ninjs_tells_of_pictures_clips_and_sound_by_its_schema(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var sound = await host.UploadAsync("Lời dặn.mp3", MediaSamples.Mp3(), Token);
        await host.DescribeAsync(sound.IdOf(), new { people = "none" }, Token);
        var (items, _) = await ArmedAsync(host, (await host.PictureAsync(Token)).IdOf(), (await ClipAsync(host)).IdOf(), sound.IdOf());

        var (picture, clip, spoken) = (await PushedAsync(host, items[0], "ninjs"), await PushedAsync(host, items[1], "ninjs"), await PushedAsync(host, items[2], "ninjs"));

        Assert.Equal(("picture", "video", "audio"), (Association(picture).GetProperty("type").GetString(), Association(clip).GetProperty("type").GetString(), Association(spoken).GetProperty("type").GetString()));
        Assert.Equal("Một bé được tiêm ở trạm y tế", Association(picture).GetProperty("name").GetString());
        Assert.Contains("whole-320-webp", Of(picture, "name"));
        Assert.Equal(["clip-640-mp4", "sound-m4a"], Of(clip, "name")[..2]);
        Assert.All(Of(clip, "name")[2..], name => Assert.StartsWith("poster-", name, StringComparison.Ordinal));
        Assert.Equal(["video/mp4", "audio/mp4"], Of(clip, "contentType")[..2]);
        Assert.InRange(Association(clip).GetProperty("renditions")[0].GetProperty("duration").GetDouble(), 3.9, 4.2);
        Assert.Equal(["sound-mp3"], Of(spoken, "name"));
        var validity = await NodeClient.ValidateNinjsAsync([picture.GetRawText(), clip.GetRawText(), spoken.GetRawText()], Token);
        Assert.True(validity.ExitCode == 0, validity.Error);
    }

    [Theory, OnEveryDatabase]
    public async Task File_whose_rights_are_over_by_then_is_not_named(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var picture = await host.PictureAsync(Token);
        await host.DescribeAsync(picture.IdOf(), new { people = "none", rightsUntil = host.Now.AddMinutes(30) }, Token);
        var (items, _) = await ArmedAsync(host, picture.IdOf());

        Assert.Equal(0, (await PushedAsync(host, items[0], "portal")).GetProperty("item").GetProperty("media").GetArrayLength());
        Assert.False((await PushedAsync(host, items[0], "ninjs")).TryGetProperty("associations", out _));
    }

    private static JsonElement Association(JsonElement ninjs) => Assert.Single(ninjs.GetProperty("associations").EnumerateArray());

    private static string[] Of(JsonElement ninjs, string member) => [.. Association(ninjs).GetProperty("renditions").EnumerateArray().Select(one => one.GetProperty(member).GetString()!)];

    private async Task<JsonElement> ClipAsync(CmsHost host)
    {
        var clip = await host.UploadAsync("Tiêm chủng.mp4", ClipsTests.Another(samples.Mp4), Token);
        await host.DescribeAsync(clip.IdOf(), new { people = "none" }, Token);
        await host.MakeClipsAsync(Token);
        return await host.MediaAsync(clip.IdOf(), Token);
    }

    // an item for each file, in an hour, to two channels
    private static async Task<(IReadOnlyList<string> Items, DateTimeOffset At)> ArmedAsync(CmsHost host, params string[] media)
    {
        string[] channels = ["portal", "ninjs"];
        foreach (var format in channels)
            (await host.Admin.PutAsync($"/api/v1/manage/channels/{format}", new { format, transport = "fileDrop", destinations = new[] { new { key = "a" } } }, Token)).ExpectSuccess();
        var items = new List<string>();
        foreach (var file in media)
            items.Add((await host.ApprovedAsync(Token, MediaLibrary.With(file))).Id);
        var at = host.Now.AddHours(1);
        await host.ArmedAsync(at, Token, [.. items.Select(id => new { id, channels })]);
        return (items, at);
    }

    private static async Task<JsonElement> PushedAsync(CmsHost host, string item, string channel) => JsonElement.Parse(await host.RunAsync<SchedulerDb, byte[]>(db =>
        db.Set<Delivery>().Where(delivery => delivery.ItemId == item && delivery.Channel == channel).Join(db.Set<DeliveryPayload>(), delivery => delivery.PayloadId, payload => payload.Id, (_, payload) => payload.Bytes).SingleAsync(Token)));
}
