using System.Net;
using System.Text.Json;
using System.Text;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.ContentItems;

public sealed class VersionTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Save_keeps_what_is_absent_and_clears_what_is_null(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.Admin.CreateItemAsync("Article", Items.Title(), Token, fields: Items.Complete, further: new Dictionary<string, object?>
        {
            ["summary"] = "Tóm tắt", ["tags"] = new[] { "một", "hai", "một" }, ["genre"] = "tin", ["places"] = new[] { "05977" }, ["authority"] = "Sở Y tế",
        });
        Assert.Equal(["một", "hai"], item.Json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));

        var saved = (await host.Admin.PutAsync(Items.Manage(item.Id), new { title = "Tên mới", tags = (string?)null, genre = (string?)null }, Token, ("If-Match", item.ETag!))).ExpectSuccess().Json;

        Assert.Equal(("Tên mới", "Tóm tắt", "Sở Y tế"), (saved.GetProperty("title").GetString(), saved.GetProperty("summary").GetString(), saved.GetProperty("authority").GetString()));
        Assert.Equal(0, saved.GetProperty("tags").GetArrayLength());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, saved.GetProperty("genre").ValueKind);
        Assert.Equal("Nội dung bài.", saved.GetProperty("fields").GetProperty("body").GetString());
        Assert.Equal(2, saved.GetProperty("version").GetInt32());
    }

    [Theory, OnEveryDatabase]
    public async Task Save_sends_back_what_was_read(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);

        var saved = (await host.Admin.PutAsync(Items.Manage(item.Id), item.Json.GetRawText(), Token, ("If-Match", item.ETag!))).ExpectSuccess();

        Assert.Equal(item.Json.GetProperty("title").GetString(), saved.Json.GetProperty("title").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Save_decomposed_text_stores_it_composed(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var title = $"{Items.Title()} Sức khỏe tâm thần";

        var item = await host.Admin.CreateItemAsync("Article", title.Normalize(NormalizationForm.FormD), Token, fields: new { body = "Trạm y tế".Normalize(NormalizationForm.FormD) });

        Assert.Equal(title, item.Json.GetProperty("title").GetString());
        Assert.Equal("Trạm y tế", item.Json.GetProperty("fields").GetProperty("body").GetString());
        Assert.EndsWith("suc-khoe-tam-than", item.Json.GetProperty("slug").GetString(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_a_title_of_several_lines_makes_it_one(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        var item = await host.Admin.CreateItemAsync("Article", " Một\r\nhai\tba  bốn ", Token);

        Assert.Equal("Một hai ba bốn", item.Json.GetProperty("title").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Save_by_many_who_saw_the_same_version_lets_one_through(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => host.Admin.PutAsync(Items.Manage(item.Id), new { title = $"Bản {i}" }, Token, ("If-Match", item.ETag!))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        foreach (var stale in answers.Where(answer => answer.Status != HttpStatusCode.OK))
        {
            stale.ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
            Assert.Equal((1, 2), (stale.Json.GetProperty("yourVersion").GetInt32(), stale.Json.GetProperty("currentVersion").GetInt32()));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Create_the_same_title_many_times_at_once_gives_each_its_slug(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var title = Items.Title("Trùng tên");

        var items = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.Admin.CreateItemAsync("Article", title, Token)));

        Assert.Equal(6, items.Select(item => item.Json.GetProperty("slug").GetString()).Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task Restore_makes_an_old_text_the_newest_draft(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        await host.NextDraftAsync(item.Id, Token, "Tên khác");

        var restored = (await host.Admin.PostAsync(Items.Manage(item.Id, "versions/1/restore"), null, Token)).ExpectSuccess().Json;

        Assert.Equal((3, "draft", item.Json.GetProperty("title").GetString()), (restored.GetProperty("version").GetInt32(), restored.GetProperty("review").GetString(), restored.GetProperty("title").GetString()));
        Assert.Equal("approved", (await host.Admin.GetAsync(Items.Manage(item.Id, "versions/1"), Token)).Json.GetProperty("review").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Diff_names_what_changed(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);
        await host.Admin.PutAsync(Items.Manage(item.Id), new { fields = new { body = "Khác", count = 3 }, tags = new[] { "mới" } }, Token, ("If-Match", "*"));

        var changes = (await host.Admin.GetAsync(Items.Manage(item.Id, "diff?from=1&to=2"), Token)).ExpectSuccess().Json.GetProperty("changes");

        Assert.Equal(["fields.body", "fields.count", "tags"], changes.EnumerateArray().Select(change => change.GetProperty("field").GetString()!).Order(StringComparer.Ordinal));
        (await host.Admin.GetAsync(Items.Manage(item.Id, "diff?from=1&to=9"), Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
    }

    [Theory, OnEveryDatabase]
    public async Task Translation_is_marked_stale_when_its_source_moves_on(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var source = await host.DraftAsync(Token);
        var translation = await TranslateAsync("en");
        Assert.False(translation.Json.GetProperty("stale").GetBoolean());

        await host.NextDraftAsync(source.Id, Token);

        Assert.True((await host.Admin.GetItemAsync(translation.Id, Token)).Json.GetProperty("stale").GetBoolean());
        (await host.Admin.PostAsync("/api/v1/manage/items", new { type = "Article", lang = "en", title = "Again", translationOf = source.Id }, Token))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "translationExists");

        Task<CmsItem> TranslateAsync(string lang) => host.Admin.CreateItemAsync("Article", Items.Title(), Token, lang, further: new Dictionary<string, object?> { ["translationOf"] = source.Id });
    }

    [Theory, OnEveryDatabase]
    public async Task Save_takes_a_blank_name_for_none(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.Admin.CreateItemAsync("Article", Items.Title(), Token, further: new Dictionary<string, object?> { ["authority"] = " ", ["campaign"] = "" });

        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (item.Json.GetProperty("authority").ValueKind, item.Json.GetProperty("campaign").ValueKind));
    }

    [Theory, OnEveryDatabase]
    public async Task Translate_many_at_once_into_one_language_makes_one(DatabaseProvider provider)
    {
        await using var database = await CmsTemplate.Instance.CreateAsync(provider, Token);
        await using var first = await CmsHost.StartAsync(database.Options, null, Token);
        await using var second = provider == DatabaseProvider.PostgreSql ? await CmsHost.StartAsync(database.Options, null, Token) : null;
        for (var round = 0; round < 5; round++)
        {
            var source = await first.DraftAsync(Token);
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? first : second ?? first).Admin
                .PostAsync("/api/v1/manage/items", new { type = "Article", lang = "en", title = Items.Title(), translationOf = source.Id }, Token)));

            Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            foreach (var refused in answers.Where(answer => answer.Status != HttpStatusCode.Created))
                refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "translationExists");
            Assert.Equal(1, (await first.Admin.GetItemAsync(source.Id, Token)).Json.GetProperty("translations").GetArrayLength());
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Translation_in_the_trash_leaves_its_place_and_comes_back_only_to_a_free_one(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var source = await host.DraftAsync(Token);
        var first = await TranslateAsync();
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(first.Id), null, Token)).Expect(HttpStatusCode.NoContent);
        var second = await TranslateAsync();

        (await host.Admin.PostAsync(Items.Manage(first.Id, "restore"), null, Token)).ExpectProblem(HttpStatusCode.Conflict, "translationExists");
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(second.Id), null, Token)).Expect(HttpStatusCode.NoContent);
        (await host.Admin.PostAsync(Items.Manage(first.Id, "restore"), null, Token)).ExpectSuccess();

        Task<CmsItem> TranslateAsync() => host.Admin.CreateItemAsync("Article", Items.Title(), Token, "en", further: new Dictionary<string, object?> { ["translationOf"] = source.Id });
    }

    [Theory, OnEveryDatabase]
    public async Task List_shows_every_state(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var word = Items.Title("trạng thái").Replace(' ', 'x');
        var ids = new Dictionary<string, string>();
        foreach (var state in new[] { "draft", "submitted", "returned", "approved", "scheduled", "published", "expired", "retracted", "trashed" })
            ids[state] = (await host.Admin.CreateItemAsync("Article", $"{word} {state}", Token, fields: Items.Complete)).Id;
        foreach (var (_, id) in ids.Where(pair => pair.Key is not ("draft" or "trashed")))
            await host.Admin.SubmitAsync(id, Token);
        (await host.Admin.PostAsync(Items.Manage(ids["returned"], "return"), new { reason = "a" }, Token)).ExpectSuccess();
        foreach (var state in new[] { "approved", "scheduled", "published", "expired", "retracted" })
            await host.Admin.ApproveAsync(ids[state], 1, Token);
        await host.Admin.PublishAsync(ids["scheduled"], Token, from: host.Now.AddHours(5));
        await host.Admin.PublishAsync(ids["published"], Token);
        await host.Admin.PublishAsync(ids["expired"], Token, until: host.Now.AddMinutes(1));
        await host.Admin.PublishAsync(ids["retracted"], Token);
        await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(ids["trashed"]), null, Token);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.Admin.RetractAsync(ids["retracted"], "a", Token);

        foreach (var (state, id) in ids)
        {
            var list = (await host.Admin.GetAsync($"/api/v1/manage/items?state={state}&q={word}", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().ToList();
            Assert.Equal((id, state), (Assert.Single(list).GetProperty("id").GetString(), list[0].GetProperty("state").GetString()));
            Assert.Equal(state, (await host.Admin.GetItemAsync(id, Token)).Json.GetProperty("state").GetString());
        }
    }
}
