using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.ContentItems;

/// <summary>Claims are verified by someone other than who wrote them, and block approval until then.</summary>
public sealed class ClaimTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Approve_with_an_unverified_claim_is_refused_by_its_path(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token, new { body = "a", claims = new object[] { new { text = "95% dân số", source = "Sở Y tế", verified = true }, new { text = "Không nguồn", verified = true }, new { text = "Chưa kiểm", source = "CDC" } } });
        await host.Admin.SubmitAsync(item.Id, Token);

        var refused = (await host.Admin.PostAsync(Items.Manage(item.Id, "approve"), new { version = 1 }, Token)).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["fields.claims[1]", "fields.claims[2]"], refused.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal("submitted", (await host.Admin.GetItemAsync(item.Id, Token)).Json.GetProperty("state").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Verified_claim_with_another_address_of_its_source_is_open_again(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        Assert.Equal("own", await SaveWithAsync("https://a.vn/khac"));
        Assert.Equal("kept", await SaveWithAsync("https://a.vn/nguon"));

        async Task<string> SaveWithAsync(string url)
        {
            var item = await host.DraftAsync(Token, ClaimAt("https://a.vn/nguon"));
            var saved = await host.RunAsync<UpdateItem, Outcome<ContentVersion>>(verb => verb.RunAsync(
                item.Id, new JsonObject { ["fields"] = JsonSerializer.SerializeToNode(ClaimAt(url)) }, 1, People.Lan, Token));
            return saved.Problem is null ? "kept" : saved.Problem.Code == "ownClaim" ? "own" : saved.Problem.Code;
        }

        static object ClaimAt(string url) => new { body = "a", claims = new object[] { new { text = "95%", source = "Sở Y tế", url, verified = true } } };
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_ones_own_claim_is_refused_in_the_same_version_and_in_later_ones(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        AssertOwnClaim(await CreateAsync(host, People.Lan, Claim("95%", verified: true)));
        var id = (await CreateAsync(host, People.Lan, Claim("95%"))).Value!.ItemId;
        AssertOwnClaim(await SaveAsync(host, id, 1, People.Lan, Claim("95%", verified: true)));
        // somebody else's edit in between does not make it somebody else's claim
        Assert.True((await SaveAsync(host, id, 1, People.Minh, Claim("95%"))).Succeeded);
        AssertOwnClaim(await SaveAsync(host, id, 2, People.Lan, Claim("95%", verified: true)));

        var verified = await SaveAsync(host, id, 2, People.Minh, Claim("95%", verified: true));

        Assert.Equal("Vi Văn Minh", (string?)Claims(verified.Value!)[0]!["verifiedBy"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Verification_stays_with_the_statement_and_not_with_its_place(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await CreateAsync(host, People.Lan, Claim("một"), Claim("hai"))).Value!.ItemId;
        await SaveAsync(host, id, 1, People.Minh, Claim("một"), Claim("hai", verified: true));

        // who wrote it may go on writing around it, but not pretend that somebody else verified
        var moved = await SaveAsync(host, id, 2, People.Lan, Claim("hai", verified: true), Claim("một"), Claim("ba", verifiedBy: "Sở Y tế"));
        Assert.Equal(["Vi Văn Minh", null, null], Claims(moved.Value!).Select(claim => (string?)claim!["verifiedBy"]));
        AssertOwnClaim(await SaveAsync(host, id, 3, People.Lan, Claim("hai và nửa", verified: true)));
    }

    [Theory, OnEveryDatabase]
    public async Task Restore_of_a_version_carries_no_verification_that_was_taken_back(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await CreateAsync(host, People.Lan, Claim("95%"))).Value!.ItemId;
        await SaveAsync(host, id, 1, People.Minh, Claim("95%", verified: true));
        await SaveAsync(host, id, 2, People.Minh, Claim("95%"));

        var restored = await host.RunAsync<RestoreVersion, Outcome<ContentVersion>>(verb => verb.RunAsync(id, 2, People.Lan, Token));

        Assert.True(restored.Succeeded, restored.Problem?.Detail?.En);
        Assert.False(Claims(restored.Value)[0]!["verified"]!.GetValue<bool>());
    }

    private static JsonObject Claim(string text, bool verified = false, string? verifiedBy = null) =>
        new() { ["text"] = text, ["source"] = "Sở Y tế", ["verified"] = verified, ["verifiedBy"] = verifiedBy };

    private static Task<Outcome<ContentVersion>> CreateAsync(CmsHost host, Actor actor, params JsonNode[] claims) =>
        host.RunAsync<CreateItem, Outcome<ContentVersion>>(verb => verb.RunAsync(
            new JsonObject { ["type"] = "Article", ["lang"] = "vi", ["title"] = Items.Title(), ["fields"] = Fields(claims) }, actor, Token));

    private static Task<Outcome<ContentVersion>> SaveAsync(CmsHost host, string id, int seen, Actor actor, params JsonNode[] claims) =>
        host.RunAsync<UpdateItem, Outcome<ContentVersion>>(verb => verb.RunAsync(id, new JsonObject { ["fields"] = Fields(claims) }, seen, actor, Token));

    private static JsonObject Fields(JsonNode[] claims) => new() { ["body"] = "a", ["claims"] = new JsonArray(claims) };

    private static JsonArray Claims(ContentVersion version) => JsonSerializer.Deserialize<JsonObject>(version.Document)!["fields"]!["claims"]!.AsArray();

    private static void AssertOwnClaim(Outcome<ContentVersion> outcome)
    {
        Assert.Equal((422, "ownClaim"), (outcome.Problem?.Status, outcome.Problem?.Code));
        Assert.Equal("fields.claims[0].verified", outcome.Problem!.Errors[0].Field);
    }
}
