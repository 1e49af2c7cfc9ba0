using System.Net;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Recipes.Samples;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>Sample content is clearly marked, shows nothing to readers, and goes again: that and nothing else.</summary>
public sealed class SampleContentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Samples_come_by_a_button_and_exactly_they_go_again(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        var own = await host.DraftAsync(Token);
        using var admin = await SignInAsync(host, CreateAccount.AdministratorRole);

        Assert.Equal(HttpStatusCode.Redirect, (await admin.PostAsync("/admin/settings", "AddSamples", Token)).Status);

        var state = (await host.RunAsync<SampleContent, SampleState?>(samples => samples.ReadAsync(Token)))!;
        Assert.Equal(4, state.Items.Count);
        var states = new List<string>();
        foreach (var id in state.Items)
        {
            var item = (await host.Admin.GetAsync($"/api/v1/manage/items/{id}", Token)).ExpectSuccess().Json;
            Assert.StartsWith("[Mẫu] ", item.GetProperty("title").GetString(), StringComparison.Ordinal);
            Assert.Contains("nội dung mẫu", item.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
            Assert.Equal(HttpStatusCode.NotFound, (await host.Public.GetAsync($"/api/v1/items/{id}", Token)).Status);
            states.Add(item.GetProperty("state").GetString()!);
        }

        Assert.Equal(["draft", "submitted", "approved", "approved"], states);
        var release = await host.ReadReleaseAsync(state.Release!, Token);
        Assert.Equal(("draft", "[Mẫu] Đợt phát nháp", 2), (release.GetProperty("state").GetString(), release.GetProperty("name").GetString(), release.GetProperty("items").GetArrayLength()));

        // what was written into one since goes along; what is no sample stays, whatever it is called
        await host.NextDraftAsync(state.Items[0], Token, "Đã sửa");
        (await host.Admin.PutAsync($"/api/v1/manage/items/{own.Id}", new { title = "[Mẫu] Của tôi", tags = new[] { "nội dung mẫu" }, fields = Items.Complete }, Token, ("If-Match", "*"))).ExpectSuccess();
        Assert.Equal(HttpStatusCode.Redirect, (await admin.PostAsync("/admin/settings", "RemoveSamples", Token)).Status);

        Assert.Equal(4, await host.InDatabaseAsync(db => db.ContentItems.CountAsync(item => item.TrashedAt != null, Token)));
        Assert.Null(await host.InDatabaseAsync(db => db.ContentItems.Where(item => item.Id == own.Id).Select(item => item.TrashedAt).SingleAsync(Token)));
        Assert.Equal("cancelled", (await host.ReadReleaseAsync(state.Release!, Token)).GetProperty("state").GetString());
        Assert.Null(await host.RunAsync<SampleContent, SampleState?>(samples => samples.ReadAsync(Token)));
        Assert.Contains("samples.remove", (await host.Admin.GetAsync("/api/v1/manage/audit?action=samples.remove", Token)).ExpectSuccess().Text, StringComparison.Ordinal);

        // and come again, with a release of their own
        Assert.Equal(HttpStatusCode.Redirect, (await admin.PostAsync("/admin/settings", "AddSamples", Token)).Status);
        var again = (await host.RunAsync<SampleContent, SampleState?>(samples => samples.ReadAsync(Token)))!;
        Assert.Equal(state.Items, again.Items);
        Assert.NotEqual(state.Release, again.Release);
        Assert.Equal(0, await host.InDatabaseAsync(db => db.ContentItems.CountAsync(item => item.TrashedAt != null, Token)));
    }

    [Fact]
    public async Task Running_the_recipe_twice_makes_one_release()
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        for (var round = 0; round < 2; round++)
        {
            await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(SampleContent.File, Token), Token);
        }

        Assert.Equal(1, (await host.Admin.GetAsync("/api/v1/manage/releases?state=draft", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Sample_that_is_visible_stays_and_is_told_of()
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        using var admin = await SignInAsync(host, CreateAccount.AdministratorRole);
        await admin.PostAsync("/admin/settings", "AddSamples", Token);
        var state = (await host.RunAsync<SampleContent, SampleState?>(samples => samples.ReadAsync(Token)))!;
        (await host.TryPublishAsync(state.Items[2], new { }, Token)).ExpectSuccess();

        var removed = await admin.PostAsync("/admin/settings", "RemoveSamples", Token);

        Assert.Equal(HttpStatusCode.Conflict, removed.Status);
        Assert.Contains("Nội dung đang hiển thị hoặc đã hẹn giờ", removed.Text, StringComparison.Ordinal);
        Assert.Equal([state.Items[2]], (await host.RunAsync<SampleContent, SampleState?>(samples => samples.ReadAsync(Token)))!.Items);
    }

    [Fact]
    public async Task Who_is_no_administrator_adds_and_removes_nothing()
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync("Editor", "Editor", [Scopes.Preview, Scopes.Write, Scopes.Publish], Token))).Succeeded);
        using var editor = await SignInAsync(host, "Editor");

        Assert.DoesNotContain("AddSamples", (await editor.GetAsync("/admin/settings", Token)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.PostAsync("/admin/settings", "AddSamples", Token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.PostAsync("/admin/settings", "RemoveSamples", Token)).Status);
        Assert.Null(await host.RunAsync<SampleContent, SampleState?>(samples => samples.ReadAsync(Token)));
    }

    // the types and terms that the samples name
    private static async Task<CmsHost> StartAsync(DatabaseProvider provider)
    {
        var host = await CmsHost.StartNewAsync(provider, Token);
        await host.RunSuccessfullyAsync(await File.ReadAllTextAsync(RecipeRuns.Campaign, Token), Token);
        return host;
    }

    private static async Task<DeskBrowser> SignInAsync(CmsHost host, string role)
    {
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("lan", await DeskBrowser.MakeAsync(host, "lan", role), Token)).Status);
        return browser;
    }
}
