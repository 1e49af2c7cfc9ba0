using System.Text.Json.Nodes;
using Nq72.Cms.Approvals;
using Nq72.Cms.Platform;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Tests.Support;
using Nq72.Cms.Taxonomies;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Approvals;

/// <summary>What waits for whom, and what comes of approving several at once. On hosts of other tests: each looks for its own items only.</summary>
public sealed class ApprovalQueriesTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Case_tells_what_changed_since_the_version_that_was_approved_last(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        await host.NextDraftAsync(item.Id, Token, "Lần hai");
        await host.NextDraftAsync(item.Id, Token, "Lần ba");
        await host.Admin.SubmitAsync(item.Id, Token);

        var one = (await AllAsync(host, People.Minh))[item.Id];

        Assert.Equal((1, 3), (one.Changes.From, one.Changes.To));
        Assert.Equal("Lần ba", (string?)one.Changes.Changes.Single(change => change.Field == "title").After);
        Assert.True(one.CanApprove);
    }

    [Theory, OnEveryDatabase]
    public async Task Own_text_and_open_claims_are_shown_and_cannot_be_approved(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var claimed = await SubmittedAsync(host, new { body = "Chữ.", claims = new[] { new { text = "95% trẻ", source = "CDC" } } });
        var own = await WrittenAsync(host, People.Lan);

        var (lan, minh) = (await AllAsync(host, People.Lan), await AllAsync(host, People.Minh));

        Assert.Equal("unverifiedClaim", Assert.Single(minh[claimed].Obstacles).Code);
        Assert.False(minh[claimed].CanApprove);
        Assert.True(lan[own].IsOwn);
        Assert.False(lan[own].CanApprove);
        Assert.True(minh[own].CanApprove);
    }

    [Theory, OnEveryDatabase]
    public async Task Role_that_is_narrowed_sees_and_counts_only_what_it_may_decide_on(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var units = await host.RunAsync<PutTaxonomies, Outcome<Changes>>(verb => verb.RunAsync([new("unit", "Đơn vị", ContentIds.New(), [new("cdc", "CDC", "", ContentIds.New()), new("bao", "Báo", "", ContentIds.New())])], Actor.System, Token));
        Assert.True(units.Succeeded);
        var ours = await SubmittedAsync(host, new { body = "Chữ." }, "cdc");
        var theirs = await SubmittedAsync(host, new { body = "Chữ." }, "bao");
        var slogan = (await host.Admin.CreateItemAsync("Slogan", Items.Title("Khẩu hiệu"), Token)).Id;
        await host.Admin.SubmitAsync(slogan, Token);
        var narrowed = new Actor(ActorKind.User, "hep", "Hẹp", new HashSet<string>([Scopes.Approve])) { Grants = [new([Scopes.Approve], ["Article"], "cdc"), new([Scopes.Approve], ["Slogan"]), new([Scopes.Write], [])] };

        var seen = await AllAsync(host, narrowed);

        Assert.Contains(ours, seen.Keys);
        Assert.Contains(slogan, seen.Keys);
        Assert.DoesNotContain(theirs, seen.Keys);
        Assert.Equal(seen.Count, await host.RunAsync<ApprovalQueries, int>(queries => queries.CountAsync(narrowed, Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Several_are_approved_each_by_itself_and_exactly_as_they_were_seen(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (good, blocked) = (await SubmittedAsync(host, new { body = "Chữ." }), await SubmittedAsync(host, new { body = "Chữ.", claims = new[] { new { text = "95% trẻ", source = "CDC" } } }));
        var changed = await SubmittedAsync(host, new { body = "Chữ." });
        await host.NextDraftAsync(changed, Token);
        await host.Admin.SubmitAsync(changed, Token);
        ApproveMany.Choice[] choices = [new(blocked, 1), new(good, 1), new(changed, 1), new("khongco", 1), new(good, 1)];

        var decisions = await host.RunAsync<ApproveMany, Outcome<IReadOnlyList<InOneGo.Decision<ApproveMany.Choice>>>>(verb => verb.RunAsync(choices, People.Minh, Token));

        Assert.Equal([(blocked, "unverifiedClaim"), (good, null), (changed, null), ("khongco", "notFound")], decisions.Value!.Select(decision => (decision.Choice.Id, decision.Problem?.Code)));
        Assert.Equal("approved", await StateAsync(host, good));
        Assert.Equal("submitted", await StateAsync(host, blocked));
        // the one that was seen is approved; what came after it still waits
        Assert.Equal("submitted", await StateAsync(host, changed));
        Assert.Equal((1, 2), (await AllAsync(host, People.Minh))[changed].Changes is var left ? (left.From, left.To) : default);
    }

    [Theory]
    [InlineData(0, "required"), InlineData(ApproveMany.Most + 1, "tooMany")]
    public async Task Nothing_and_more_than_a_page_are_refused_whole(int count, string code)
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);

        var outcome = await host.RunAsync<ApproveMany, Outcome<IReadOnlyList<InOneGo.Decision<ApproveMany.Choice>>>>(verb =>
            verb.RunAsync(Enumerable.Range(1, count).Select(number => new ApproveMany.Choice("x", number)), People.Minh, Token));

        Assert.Equal(code, Assert.Single(outcome.Problem!.Errors).Code);
    }

    [Theory]
    [InlineData("abc:3", true), InlineData("abc:", false), InlineData(":3", false), InlineData("abc", false), InlineData("a:b:3", false)]
    public void Choice_is_read_back_or_nothing(string text, bool known) => Assert.Equal(known, ApproveMany.Choice.Read(text)?.Write() == text);

    private static async Task<string> SubmittedAsync(CmsHost host, object fields, string? unit = null)
    {
        var item = await host.Admin.CreateItemAsync("Article", Items.Title(), Token, fields: fields, further: unit is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["unit"] = unit });
        await host.Admin.SubmitAsync(item.Id, Token);
        return item.Id;
    }

    private static async Task<string> WrittenAsync(CmsHost host, Actor writer)
    {
        var body = new JsonObject { ["type"] = "Article", ["lang"] = "vi", ["title"] = Items.Title(), ["fields"] = new JsonObject { ["body"] = "Chữ." } };
        var made = await host.RunAsync<CreateItem, Outcome<ContentVersion>>(verb => verb.RunAsync(body, writer, Token));
        Assert.True((await host.RunAsync<SubmitItem, Outcome<ContentVersion>>(verb => verb.RunAsync(made.Value!.ItemId, writer, Token))).Succeeded);
        return made.Value!.ItemId;
    }

    private static async Task<string?> StateAsync(CmsHost host, string id) => (await host.Admin.GetAsync(Items.Manage(id), Token)).ExpectSuccess().Json.GetProperty("state").GetString();

    private static async Task<Dictionary<string, ApprovalCase>> AllAsync(CmsHost host, Actor actor)
    {
        var all = new Dictionary<string, ApprovalCase>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = await host.RunAsync<ApprovalQueries, Outcome<ApprovalQueries.Page>>(queries => queries.ListAsync(new(Cursor: cursor), actor, Token));
            foreach (var one in page.Value!.Cases)
                all.Add(one.Item.Id, one);
            cursor = page.Value.Next;
        }
        while (cursor is not null);
        return all;
    }
}
