using System.Text.Json.Nodes;
using Nq72.Cms.Previews.Alongside;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Previews;

/// <summary>What channels make of a text before it is saved.</summary>
public sealed class ReadAlongsideTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static readonly Actor Lan = new(ActorKind.User, "lan", "Hoàng Thị Lan", Scopes.All);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Channels_show_what_is_typed_and_nothing_is_saved(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var picture = await host.PictureAsync(Token);
        var id = (await host.DraftAsync(Token)).Id;

        var seen = await ReadAsync(host, id, Body("Tiêm chủng tháng bảy", $"Đưa trẻ đi **tiêm**.\n\n![Trẻ được tiêm](/media/{picture.IdOf()})"));

        Assert.Equal(("Tiêm chủng tháng bảy", "Tiêm chủng tháng bảy", "Tiêm chủng tháng bảy"), (seen.Newspaper.Title, seen.Portal.Title, seen.Card.Title));
        Assert.All([seen.Newspaper, seen.Portal], text => Assert.Contains($"<strong>tiêm</strong>", text.Html, StringComparison.Ordinal));
        Assert.All([seen.Newspaper, seen.Portal], text => Assert.Contains($"src=\"/media/{picture.IdOf()}\"", text.Html, StringComparison.Ordinal));
        Assert.Contains("Đưa trẻ đi tiêm.", seen.Script.Sheet, StringComparison.Ordinal);
        Assert.Equal(1, (await host.Admin.GetItemAsync(id, Token)).Json.GetProperty("version").GetInt32());
        Assert.NotEqual("Tiêm chủng tháng bảy", (await host.Admin.GetItemAsync(id, Token)).Json.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Script_has_its_length_against_the_slot_in_Vietnamese_only()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        var id = (await host.DraftAsync(Token)).Id;

        var brief = (await ReadAsync(host, id, Body("Ngắn", "Một hai ba bốn."))).Script;
        var longer = (await ReadAsync(host, id, Body("Ngắn", "Một hai ba bốn." + string.Concat(Enumerable.Repeat(" Năm sáu bảy tám chín mười một hai ba bốn.", 120))))).Script;

        Assert.Equal((1200, 300), (longer.Syllables - brief.Syllables, brief.Slot));
        Assert.False(brief.IsTooLong);
        Assert.True(longer.IsTooLong);
        Assert.InRange(longer.Seconds!.Value - brief.Seconds!.Value, 1200 * 60 / 190, (1200 * 60 / 190) + 90);
    }

    [Fact]
    public async Task Posts_are_measured_as_people_count()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        var id = (await host.DraftAsync(Token)).Id;

        var posts = (await ReadAsync(host, id, Body(new string('ệ', 151), "Một.", summary: new string('a', 300)))).Posts;

        Assert.Equal([("title", 151, true), ("summary", 300, false)], posts.Take(2).Select(post => (post.Part, post.Length, post.IsTooLong)));
        Assert.All(posts, post => Assert.NotEmpty(post.Source));
    }

    [Fact]
    public async Task Findings_are_those_of_saving_handing_in_approval_and_preflight()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        var id = (await host.DraftAsync(Token)).Id;
        var file = (await host.UploadAsync("ảnh.jpg", MediaSamples.Jpeg(), Token)).IdOf();

        var body = Body("", $"![](https://example.vn/a.jpg)\n\n![Trẻ](/media/{file})\n\n![Không có](/media/4000000000000000000000000z)");
        body["fields"]!["claims"] = new JsonArray(new JsonObject { ["text"] = "95% trẻ được tiêm", ["kind"] = "fact", ["verified"] = false });
        var found = (await ReadAsync(host, id, body)).Findings.Select(one => (one.At, one.Code)).ToHashSet();

        Assert.Superset(new HashSet<(string, string)> { ("save", "required"), ("submit", "unknownMedia"), ("approve", "unverifiedClaim"), ("approve", "consentMissing"), ("release", "mediaWithoutAlt") }, found);
    }

    [Fact]
    public async Task Text_as_it_stands_has_no_fault_when_there_is_none()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        var id = (await host.DraftAsync(Token)).Id;

        Assert.DoesNotContain((await ReadAsync(host, id, Body("Bài", "Một hai ba."))).Findings, found => found.At != "release");
        Assert.Equal("notFound", (await RunAsync(host, "4000000000000000000000000z", Body("Bài", "Một."))).Problem?.Code);
    }

    private static JsonObject Body(string title, string text, string? summary = null) => new() { ["title"] = title, ["summary"] = summary, ["fields"] = new JsonObject { ["body"] = text } };

    private static async Task<AlongsideView> ReadAsync(CmsHost host, string id, JsonObject body)
    {
        var seen = await RunAsync(host, id, body);
        Assert.True(seen.Succeeded, seen.Problem?.Code);
        return seen.Value;
    }

    private static Task<Outcome<AlongsideView>> RunAsync(CmsHost host, string id, JsonObject body) => host.RunAsync<ReadAlongside, Outcome<AlongsideView>>(verb => verb.RunAsync(id, body, Lan, Token));
}
