using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Nq72.Cms.Accounts;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Newsroom.Pages;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;
using Items = Nq72.Cms.Tests.Support.Items;

namespace Nq72.Cms.Tests.Newsroom;

/// <summary>The list of items: what narrows it, and what is done to several at once.</summary>
public sealed class NarrowedListTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnEveryDatabase("tag", "rieng-mot"), OnEveryDatabase("genre", "tin"), OnEveryDatabase("audience", "hoc-sinh")]
    public async Task List_is_narrowed_by_what_the_newest_version_carries(DatabaseProvider provider, string kind, string value)
    {
        var host = await hosts.OnAsync(provider);
        var with = await host.Admin.CreateItemAsync("Article", Items.Title(), Token, further: Carrying(kind, value));
        var without = await host.Admin.CreateItemAsync("Article", Items.Title(), Token);
        var before = await host.Admin.CreateItemAsync("Article", Items.Title(), Token, further: Carrying(kind, value));
        (await host.Admin.PutAsync(Items.Manage(before.Id), kind == "genre" ? new { genre = (string?)null } : kind == "tag" ? new { tags = Array.Empty<string>() } : (object)new { audience = Array.Empty<string>() }, Token, ("If-Match", "*"))).ExpectSuccess();

        var found = await IdsAsync(host, new() { Facets = [(kind, value)] });

        Assert.Contains(with.Id, found);
        Assert.DoesNotContain(without.Id, found);
        Assert.DoesNotContain(before.Id, found);
    }

    [Theory, OnEveryDatabase]
    public async Task Stale_finds_translations_whose_source_moved_on(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (moved, stays) = (await host.ApprovedAsync(Token), await host.ApprovedAsync(Token));
        var (old, current) = (await host.ApprovedTranslationAsync(moved.Id, Token), await host.ApprovedTranslationAsync(stays.Id, Token));
        await host.NextDraftAsync(moved.Id, Token);

        var found = await IdsAsync(host, new() { Stale = true });

        Assert.Contains(old.Id, found);
        Assert.DoesNotContain(current.Id, found);
        Assert.DoesNotContain(moved.Id, found);
    }

    [Fact]
    public void Address_keeps_the_filter_and_forgets_the_page()
    {
        var filter = ItemFilter.Read(new QueryCollection(new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["q"] = "suc khoe", ["unit"] = "cdc", ["mine"] = "true", ["cursor"] = "abc", ["lang"] = " ", ["khac"] = "x",
        }));

        Assert.Equal("/admin/items?state=draft&q=suc%20khoe&unit=cdc&mine=true", filter.Address(ItemState.Draft));
        Assert.Equal("/admin/items?q=suc%20khoe&unit=cdc&mine=true&cursor=next", filter.Address(null, "next"));
        Assert.True(filter.IsNarrowFurther);
    }

    [Theory, OnEveryDatabase]
    public async Task Several_are_handed_in_and_what_cannot_be_is_told_with_its_reason(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var name = $"viet{Guid.NewGuid():N}"[..12];
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, await DeskBrowser.MakeAsync(host, name, CreateAccount.AdministratorRole), Token);
        var (good, alsoGood) = (await host.DraftAsync(Token), await host.DraftAsync(Token));
        var incomplete = await host.Admin.CreateItemAsync("Article", Items.Title("Thiếu"), Token);

        var some = await browser.PostAsync("/admin/items", "Submit", Token, ("item", good.Id), ("item", incomplete.Id));
        var all = await browser.PostAsync("/admin/items", "Submit", Token, ("item", alsoGood.Id));
        var none = await browser.PostAsync("/admin/items", "Submit", Token);

        Assert.Equal(HttpStatusCode.Conflict, some.Status);
        Assert.Contains("Đã làm với 1 nội dung; 1 chưa được", some.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, "/admin/items"), (all.Status, all.To));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.Equal("submitted submitted draft", string.Join(' ', await Task.WhenAll(new[] { good, alsoGood, incomplete }.Select(item => StateAsync(host, item.Id)))));
    }

    [Fact]
    public async Task Release_of_what_was_chosen_has_a_row_for_each_in_their_order()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        var name = $"phat{Guid.NewGuid():N}"[..12];
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync(name, await DeskBrowser.MakeAsync(host, name, CreateAccount.AdministratorRole), Token);
        var (first, second) = (await host.ApprovedAsync(Token), await host.ApprovedAsync(Token));

        var chosen = await browser.PostAsync("/admin/items", "Release", Token, ("item", second.Id), ("item", first.Id), ("item", "khongco"));
        var form = await browser.GetAsync(chosen.To!, Token);

        Assert.Equal($"/admin/releases/new?item={second.Id}&item={first.Id}&item=khongco", chosen.To);
        Assert.True(form.Text.IndexOf(second.Id, StringComparison.Ordinal) < form.Text.IndexOf(first.Id, StringComparison.Ordinal));
        Assert.Contains("items[1].id", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("items[2].id", form.Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, object?> Carrying(string kind, string value) => new(StringComparer.Ordinal)
    {
        [kind switch { "tag" => "tags", _ => kind }] = kind == "genre" ? value : new[] { value },
    };

    private static async Task<string?> StateAsync(CmsHost host, string id) => (await host.Admin.GetAsync(Items.Manage(id), Token)).ExpectSuccess().Json.GetProperty("state").GetString();

    private static async Task<IReadOnlyList<string>> IdsAsync(CmsHost host, ItemQueries.Filter filter)
    {
        var page = await host.RunAsync<ItemQueries, Outcome<ItemQueries.Page>>(queries => queries.ListAsync(filter with { Limit = 100 }, Token));
        return [.. page.Value!.Items.Select(row => row.Id)];
    }
}
