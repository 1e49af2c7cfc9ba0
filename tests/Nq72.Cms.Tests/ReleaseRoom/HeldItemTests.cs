using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.ReleaseRoom;

/// <summary>Items that are taken out of armed releases: seen on the timeline, in the release and in the list of what waits.</summary>
public sealed class HeldItemTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Blackout_takes_publications_off_and_a_decision_puts_them_back(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token);
        await host.NextApprovedAsync(item.Id, Token);
        var release = await host.ArmedAsync(begin.AddHours(1), Token, new { id = item.Id });

        var put = (await host.Admin.PutAsync("/api/v1/manage/blackouts/quoc-tang", new { name = "Quốc tang", from = begin.AddMinutes(30), to = begin.AddHours(2), allow = new[] { "cảnh báo" } }, Token)).ExpectSuccess().Json;
        var held = await host.ReadReleaseAsync(release, Token);
        var timeline = await host.TimelineAsync(item.Id, begin, Token);
        var decided = (await host.OfReleaseAsync(release, "decide", Token, new { decision = "release", at = begin.AddHours(3) })).ExpectSuccess().Json;

        Assert.Equal((1, 1), (put.GetProperty("newlyHeld").GetInt32(), put.GetProperty("waiting").GetInt32()));
        Assert.Equal(("held", "blackout", "quoc-tang"), (State(held), held.GetProperty("items")[0].GetProperty("heldFor").GetString(), held.GetProperty("items")[0].GetProperty("blackout").GetString()));
        Assert.Equal("v1 0..", timeline);
        Assert.Equal(("armed", "v1 0..10800, v2 10800.."), (State(decided), await host.TimelineAsync(item.Id, begin, Token)));
        (await host.Admin.SendAsync(HttpMethod.Delete, "/api/v1/manage/blackouts/quoc-tang", null, Token)).ExpectSuccess();
        (await host.Admin.GetAsync("/api/v1/manage/blackouts/quoc-tang", Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase(true), OnEveryDatabase(false)]
    public async Task Revoked_approval_takes_the_item_out_of_its_release_with_the_reason(DatabaseProvider provider, bool isPublic)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        await host.Admin.PutAsync("/api/v1/manage/channels/keo", new { format = "ninjs", transport = "pull", destinations = Array.Empty<object>() }, Token);
        var (doubtful, sound) = (await host.ApprovedAsync(Token), await host.ApprovedAsync(Token));
        var release = await host.ArmedAsync(begin.AddHours(1), Token, Row(doubtful.Id, isPublic), Row(sound.Id, isPublic));

        (await host.Admin.PostAsync(Items.Manage(doubtful.Id, "revoke-approval"), new { reason = "Số liệu chưa chắc" }, Token)).ExpectSuccess();

        var after = await host.ReadReleaseAsync(release, Token);
        Assert.Equal(("armed", 1), (State(after), after.GetProperty("held").GetInt32()));
        var item = after.GetProperty("items")[0];
        Assert.Equal(("held", "approvalRevoked", "Số liệu chưa chắc"), (State(item), item.GetProperty("heldFor").GetString(), item.GetProperty("holdNote").GetString()));
        Assert.Equal("", await host.TimelineAsync(doubtful.Id, begin, Token));
        Assert.Equal(isPublic ? "v1 3600.." : "", await host.TimelineAsync(sound.Id, begin, Token));
        var waiting = (await host.Admin.GetAsync("/api/v1/manage/held", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray();
        Assert.Contains(waiting, row => row.GetProperty("item").GetString() == doubtful.Id && row.GetProperty("reason").GetString() == "approvalRevoked");
        // it cannot come back without an approval
        (await host.OfReleaseAsync(release, "decide", Token, new { decision = "release" })).ExpectProblem(HttpStatusCode.Conflict, "preflight");

        object Row(string id, bool visible) => new { id, @public = visible, channels = new[] { "keo" } };
    }

    [Theory, OnEveryDatabase]
    public async Task Retracted_item_leaves_the_release_that_is_ahead(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token);
        await host.NextApprovedAsync(item.Id, Token);
        var release = await host.ArmedAsync(begin.AddHours(1), Token, new { id = item.Id });
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        var answer = await host.Admin.RetractAsync(item.Id, "Sai nguồn", Token);

        Assert.Equal([release], answer.Json.GetProperty("heldIn").EnumerateArray().Select(id => id.GetString()));
        Assert.Single(answer.Json.GetProperty("withdrawn").EnumerateArray());
        Assert.Equal("v1 0..10", await host.TimelineAsync(item.Id, begin, Token));
        Assert.Equal(("held", "Sai nguồn"), (State(await host.ReadReleaseAsync(release, Token)), (await host.ReadReleaseAsync(release, Token)).GetProperty("reason").GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Item_of_an_armed_release_that_only_goes_to_channels_cannot_be_trashed(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        await host.Admin.PutAsync("/api/v1/manage/channels/keo", new { format = "ninjs", transport = "pull", destinations = Array.Empty<object>() }, Token);
        var item = await host.ApprovedAsync(Token);
        var release = await host.ArmedAsync(host.Now.AddHours(1), Token, new { id = item.Id, @public = false, channels = new[] { "keo" } });

        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(item.Id), null, Token)).ExpectProblem(HttpStatusCode.Conflict, "armedRelease");
        (await host.OfReleaseAsync(release, "disarm", Token)).ExpectSuccess();
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(item.Id), null, Token)).ExpectSuccess();
    }

    [Theory, OnEveryDatabase]
    public async Task Preflight_looks_around_at_links_and_translations(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (hidden, gone) = (await host.ApprovedAsync(Token), await host.DraftAsync(Token));
        var item = await host.ApprovedAsync(Token, new { body = "Nội dung bài.", related = new[] { hidden.Id, gone.Id } });
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(gone.Id), null, Token)).ExpectSuccess();
        var translation = CmsItemOf(await host.Admin.PostAsync("/api/v1/manage/items", new { type = "Article", lang = "en", title = Items.Title(), fields = Items.Complete, translationOf = item.Id }, Token));
        await host.NextApprovedAsync(item.Id, Token);
        var release = await host.ReleaseAsync(host.Now.AddHours(1), Token, new { id = item.Id }, new { id = translation });

        var findings = (await host.Admin.GetAsync($"/api/v1/manage/releases/{release}/preflight", Token)).ExpectSuccess().Json.GetProperty("findings").EnumerateArray()
            .Select(finding => $"{finding.GetProperty("code").GetString()} {Name(finding.GetProperty("item").GetString())} {finding.GetProperty("field").GetString()}".Trim()).ToList();

        Assert.Contains("deadLink item fields.related", findings);
        Assert.Contains("linkNotVisible item fields.related", findings);
        Assert.Contains("translationStale item", findings);
        Assert.Contains("sourceMovedOn translation", findings);

        string Name(string? id) => id == item.Id ? "item" : id == translation ? "translation" : "other";
    }

    [Theory, OnEveryDatabase]
    public async Task Preflight_reads_the_links_and_pictures_of_texts(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (hidden, gone, shown) = (await host.ApprovedAsync(Token), await host.DraftAsync(Token), await host.PublishedAsync(Token));
        var item = await host.ApprovedAsync(Token, new
        {
            body = $"""
                [ẩn]({await PathAsync(hidden.Id)} "chưa đăng"), [đã bỏ](/api/v1/items/{gone.Id}), [không có](/article/khong-co-bai-nay), <https://bao.example/x>, [trang](/gioi-thieu?x=1#y),
                [đã đăng]({CmsHost.PublicUrl}{await PathAsync(shown.Id)}), [đầu trang](/), [ngoài](//khac.example/article/x), `[không phải](/article/ma-lenh)`

                ![](/anh/khong-mo-ta.jpg) ![Bác sĩ khám cho trẻ](/anh/co-mo-ta.jpg)
                """,
        });
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(gone.Id), null, Token)).ExpectSuccess();
        var release = await host.ReleaseAsync(host.Now.AddHours(1), Token, new { id = item.Id });

        var findings = (await host.Admin.GetAsync($"/api/v1/manage/releases/{release}/preflight", Token, ("Accept-Language", "en"))).ExpectSuccess().Json.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("code").GetString() is "deadLink" or "linkNotVisible" or "mediaWithoutAlt").ToList();

        Assert.All(findings, finding => Assert.Equal((item.Id, "fields.body", "warn"), (Member(finding, "item"), Member(finding, "field"), Member(finding, "severity"))));
        Assert.Equal(["deadLink", "deadLink", "deadLink", "linkNotVisible", "mediaWithoutAlt"], findings.Select(finding => Member(finding, "code")));
        string[] places = [$"/api/v1/items/{gone.Id}", "/article/khong-co-bai-nay", "/gioi-thieu?x=1#y"];
        Assert.All(places.Zip(findings), pair => Assert.Contains($"'{pair.First}'", Member(pair.Second, "message"), StringComparison.Ordinal));
        Assert.EndsWith("/anh/khong-mo-ta.jpg", Member(findings[^1], "message"), StringComparison.Ordinal);

        async Task<string> PathAsync(string id) => $"/article/{(await host.Admin.GetAsync(Items.Manage(id), Token)).ExpectSuccess().Json.GetProperty("slug").GetString()}";
        string? Member(JsonElement finding, string name) => finding.GetProperty(name).GetString();
    }

    [Theory, OnEveryDatabase]
    public async Task Preflight_reads_the_links_and_pictures_of_html_too(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (hidden, shown) = (await host.ApprovedAsync(Token), await host.PublishedAsync(Token));
        var item = await host.ApprovedAsync(Token, new
        {
            body = "Nội dung bài.",
            box = $"""
                <p><a href="/api/v1/items/{hidden.Id}">ẩn</a>, <a href="/article/khong-co-bai-nay?x=1&amp;y=2">không có</a>, <a href="{CmsHost.PublicUrl}/api/v1/items/{shown.Id}">đã đăng</a>,
                <a href="https://bao.example/x">ngoài</a>, <a name="cho">chỗ</a>, <a href="javascript:alert(1)">mã</a></p><template><a href="/article/khong-ai-thay">x</a></template>
                <img src="/anh/khong-mo-ta.jpg"><img src="/anh/de-trong.jpg" alt=" "><img src="/anh/co-mo-ta.jpg" alt="Bác sĩ khám cho trẻ">
                """,
        });
        var release = await host.ReleaseAsync(host.Now.AddHours(1), Token, new { id = item.Id });

        var findings = (await host.Admin.GetAsync($"/api/v1/manage/releases/{release}/preflight", Token, ("Accept-Language", "en"))).ExpectSuccess().Json.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("code").GetString() is "deadLink" or "linkNotVisible" or "mediaWithoutAlt").ToList();

        Assert.All(findings, finding => Assert.Equal("fields.box", finding.GetProperty("field").GetString()));
        Assert.Equal(["deadLink", "linkNotVisible", "mediaWithoutAlt", "mediaWithoutAlt"], findings.Select(finding => finding.GetProperty("code").GetString()));
        Assert.Contains("'/article/khong-co-bai-nay?x=1&y=2'", findings[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Preflight_names_languages_as_people_do(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.InDatabaseAsync(async db =>
        {
            await db.Settings.Where(setting => setting.Key == SiteSettings.Key).ExecuteDeleteAsync(Token);
            db.Add(new Setting { Key = SiteSettings.Key, Document = JsonSerializer.Serialize(new SiteSettings { Languages = [new("vi", "Tiếng Việt"), new("nut", "Nùng"), new("x-mien", "Dao")] }, Nq72.Scheduler.Platform.Http.Json.Options) });
            return await db.SaveChangesAsync(Token);
        });
        var item = await host.ApprovedAsync(Token);
        var release = await host.ReleaseAsync(host.Now.AddHours(1), Token, new { id = item.Id });

        Assert.Contains("Chưa có bản Nùng, Dao: ", await MissingAsync("vi"), StringComparison.Ordinal);
        Assert.Matches("^No translation into (Nung|Nùng), Dao: ", await MissingAsync("en"));

        async Task<string> MissingAsync(string language) => (await host.Admin.GetAsync($"/api/v1/manage/releases/{release}/preflight", Token, ("Accept-Language", language))).ExpectSuccess()
            .Json.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("code").GetString() == "translationMissing").GetProperty("message").GetString()!;
    }

    private static string CmsItemOf(CmsAnswer answer) => answer.ExpectSuccess().Json.GetProperty("id").GetString()!;

    private static string? State(JsonElement json) => json.GetProperty("state").GetString();
}
