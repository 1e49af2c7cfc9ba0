using System.Net;
using System.Text.Json.Nodes;
using Nq72.Cms.Accounts;
using Nq72.Cms.Accounts.Roles;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Media;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Tests.Support;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Accounts;

/// <summary>What roles allow and where, who acts in whose place, and until when.</summary>
public sealed class GrantTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Users = "/api/v1/manage/users";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", null, "Article", "cdc", true), InlineData("Article", null, "Article", null, true), InlineData("Article", null, "Clip", null, false), InlineData("", "cdc", "Clip", "cdc", true)]
    [InlineData("", "cdc", "Clip", null, false), InlineData("", "cdc", "Clip", "bao", false), InlineData("Article Clip", "cdc", "Clip", "cdc", true), InlineData("Article", "cdc", "Clip", "cdc", false)]
    public void Grant_counts_for_its_types_and_its_unit(string types, string? limit, string type, string? unit, bool allowed)
    {
        var grant = Grant.Read(new Grant([Scopes.Write], types.Split(' ', StringSplitOptions.RemoveEmptyEntries), limit).Write());
        var person = new Actor(ActorKind.User, "lan", "Lan", new HashSet<string>([Scopes.Write])) { Grants = [grant] };

        Assert.Equal(allowed, person.MayOn(Scopes.Write, type, unit));
        Assert.False(person.MayOn(Scopes.Approve, type, unit));
        Assert.Equal(types.Length == 0 && limit is null, person.MayEverywhere(Scopes.Write));
        Assert.True((person with { Grants = [] }).MayOn(Scopes.Write, type, unit));
    }

    [Theory, OnEveryDatabase]
    public async Task Role_that_counts_elsewhere_opens_no_verb_on_the_item(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.Admin.CreateItemAsync("Article", Items.Title(), Token, fields: new { body = "Chữ." });
        var (here, elsewhere) = (Limited("Article"), Limited("Clip"));

        foreach (var refused in await TryAllAsync(host, item.Id, elsewhere))
            Assert.Equal("notHere", refused?.Code);
        var body = new JsonObject { ["title"] = "Mới", ["fields"] = new JsonObject { ["body"] = "Mới." } };
        Assert.True((await host.RunAsync<UpdateItem, Outcome<ContentVersion>>(verb => verb.RunAsync(item.Id, body, 1, here, Token))).Succeeded);
        Assert.All(await TryAllAsync(host, item.Id, here), problem => Assert.NotEqual("notHere", problem?.Code));
        var made = new JsonObject { ["type"] = "Article", ["lang"] = "vi", ["title"] = Items.Title() };
        Assert.Equal("notHere", (await host.RunAsync<CreateItem, Outcome<ContentVersion>>(verb => verb.RunAsync(made, elsewhere, Token))).Problem?.Code);
        Assert.True((await host.RunAsync<CreateItem, Outcome<ContentVersion>>(verb => verb.RunAsync(made, here, Token))).Succeeded);

        static Actor Limited(string type) => new(ActorKind.User, Guid.NewGuid().ToString(), "Lan", Scopes.All) { Grants = [new([Scopes.Write, Scopes.Approve, Scopes.Publish], [type])] };
    }

    [Theory, OnEveryDatabase]
    public async Task Release_with_items_from_elsewhere_is_neither_armed_nor_retracted(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        var release = await host.ReleaseAsync(host.Now.AddHours(1), Token, new { id = item.Id });
        var (here, elsewhere) = (Publisher("Article"), Publisher("Slogan"));

        Assert.Equal("notHere", (await host.RunAsync<ArmRelease, Problem?>(async verb => (await verb.ExecuteAsync(release, elsewhere, Token)).Problem))?.Code);
        Assert.Equal("draft", (await host.ReadReleaseAsync(release, Token)).GetProperty("state").GetString());
        Assert.Null(await host.RunAsync<ArmRelease, Problem?>(async verb => (await verb.ExecuteAsync(release, here, Token)).Problem));
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("notHere", (await host.RunAsync<RetractRelease, Problem?>(async verb => (await verb.ExecuteAsync(release, "Sai", elsewhere, Token)).Problem))?.Code);
        Assert.Null(await host.RunAsync<RetractRelease, Problem?>(async verb => (await verb.ExecuteAsync(release, "Sai", here, Token)).Problem));

        static Actor Publisher(string type) => new(ActorKind.User, Guid.NewGuid().ToString(), "Lan", new HashSet<string>([Scopes.Preview, Scopes.Publish])) { Grants = [new([Scopes.Preview, Scopes.Publish], [type])] };
    }

    [Theory, OnEveryDatabase]
    public async Task Consent_is_withdrawn_everywhere_whatever_the_roles_of_whoever_writes_it_down(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var picture = await host.PictureAsync(Token);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(picture.IdOf()));
        await host.Admin.PublishAsync(item.Id, Token);
        var writer = new Actor(ActorKind.User, Guid.NewGuid().ToString(), "Lan", new HashSet<string>([Scopes.Write, Scopes.Publish])) { Grants = [new([Scopes.Write, Scopes.Publish], ["Slogan"])] };

        var done = await host.RunAsync<WithdrawConsent, Outcome<WithdrawConsent.Result>>(verb => verb.RunAsync(picture.IdOf(), new("Rút đồng ý", null), writer, Token));

        Assert.Equal([item.Id], done.Value!.TakenBack);
        Assert.Empty(done.Value!.Failed);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectProblem(HttpStatusCode.Gone, "retracted");
    }

    [Theory, OnEveryDatabase]
    public async Task Limit_is_set_shown_and_read_with_the_session(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (id, role) = await PersonAsync(host, Scopes.Preview, Scopes.Write);

        var set = (await host.Admin.PutAsync($"{Users}/{id}/roles/{role}", new { types = new[] { "Article" } }, Token)).ExpectSuccess().Json;
        Assert.Equal($$"""[{"role":"{{role}}","types":["Article"],"unit":null}]""", set.GetProperty("limits").GetRawText());
        var grant = Assert.Single(await host.RunAsync<CmsDb, IReadOnlyList<Grant>>(db => AccountGrants.ReadAsync(db, id, host.Now, Token)));
        Assert.Equal(["Article"], grant.Types);

        (await host.Admin.PutAsync($"{Users}/{id}/roles/{role}", new { types = new[] { "Khongco" }, unit = "khong-co" }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "invalid");
        (await host.Admin.PutAsync($"{Users}/{id}/roles/Khac", new { types = new[] { "Article" } }, Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        (await host.Admin.PutAsync($"{Users}/{id}/roles/{role}", new { }, Token)).ExpectSuccess();
        Assert.True(Assert.Single(await host.RunAsync<CmsDb, IReadOnlyList<Grant>>(db => AccountGrants.ReadAsync(db, id, host.Now, Token))).IsWide);
    }

    [Theory, OnEveryDatabase]
    public async Task Delegate_signs_in_place_of_the_approver_for_the_span_of_days_and_no_longer(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (approver, _) = await PersonAsync(host, Scopes.Preview, Scopes.Approve, Scopes.Write, Scopes.Admin);
        var (other, _) = await PersonAsync(host, Scopes.Preview);
        var (third, _) = await PersonAsync(host, Scopes.Preview);
        var today = DateOnly.FromDateTime(host.Now.ToOffset(TimeSpan.FromHours(7)).DateTime);
        Assert.Equal("noApproval", (await DelegateAsync(other, third, today, today)).Problem?.Code);
        Assert.Equal("first past; last span; to unknownPerson", Errors(await DelegateAsync(approver, approver, today.AddDays(-1), today.AddDays(-2))));
        Assert.Equal("last span", Errors(await DelegateAsync(approver, other, today, today.AddDays(92))));

        Assert.True((await DelegateAsync(approver, other, today.AddDays(1), today.AddDays(2))).Succeeded);
        Assert.DoesNotContain(await ScopesAsync(other), grant => grant.InPlaceOf is not null);
        var begins = new DateTimeOffset(today.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).ToUniversalTime();
        host.Clock.TurnTo(begins);
        var given = Assert.Single(await ScopesAsync(other), grant => grant.InPlaceOf is not null);
        Assert.Equal("approve preview publish read", string.Join(' ', given.Scopes.Order(StringComparer.Ordinal)));
        // it is not passed on
        Assert.Equal("noApproval", (await DelegateAsync(other, third, today.AddDays(1), today.AddDays(1))).Problem?.Code);

        var item = await host.Admin.CreateItemAsync("Article", Items.Title(), Token, fields: new { body = "Chữ." });
        (await host.Admin.SubmitAsync(item.Id, Token)).ExpectSuccess();
        var actor = new Actor(ActorKind.User, other.ToString(), "Lý Minh", new HashSet<string>([Scopes.Approve])) { Grants = await ScopesAsync(other) };
        var approved = await host.RunAsync<ApproveItem, Outcome<ContentVersion>>(verb => verb.RunAsync(item.Id, 1, actor, Token));
        Assert.Matches("^K/T Người nhom.+, Lý Minh$", approved.Value!.ApprovedBy!);

        host.Clock.TurnTo(begins.AddDays(2).AddMicroseconds(-1));
        Assert.Contains(await ScopesAsync(other), grant => grant.InPlaceOf is not null);
        host.Clock.TurnTo(begins.AddDays(2));
        Assert.DoesNotContain(await ScopesAsync(other), grant => grant.InPlaceOf is not null);

        Task<IReadOnlyList<Grant>> ScopesAsync(Guid id) => host.RunAsync<CmsDb, IReadOnlyList<Grant>>(db => AccountGrants.ReadAsync(db, id, host.Now, Token));
        Task<Outcome<Done>> DelegateAsync(Guid from, Guid to, DateOnly first, DateOnly last) => host.RunAsync<Delegations, Outcome<Done>>(verb => verb.MakeAsync(from, to, first, last, Actor.System, Token));
        static string Errors(Outcome<Done> outcome) => string.Join("; ", outcome.Problem!.Errors.Select(error => $"{error.Field} {error.Code}").Order(StringComparer.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Role_is_edited_and_the_last_one_that_administers_keeps_its_scope(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var password = await DeskBrowser.MakeAsync(host, "mot", CreateAccount.AdministratorRole);
        using var browser = new DeskBrowser(host);
        await browser.SignInAsync("mot", password, Token);

        (await host.Admin.PutAsync("/api/v1/manage/roles/administrator", new { description = "Không còn gì", scopes = new[] { "read" } }, Token)).ExpectProblem(HttpStatusCode.Conflict, "lastAdministrator");
        (await host.Admin.PutAsync("/api/v1/manage/roles/Administrator", new { description = "Quản trị: mọi việc", scopes = new[] { "admin", "root" } }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "unknownScope");
        var put = (await host.Admin.PutAsync("/api/v1/manage/roles/administrator", new { description = "Quản trị: mọi việc", scopes = new[] { "preview", "admin" } }, Token)).ExpectSuccess().Json;
        Assert.Equal("""Administrator ["admin","preview"] 1""", $"{put.GetProperty("name").GetString()} {put.GetProperty("scopes").GetRawText()} {put.GetProperty("people")}");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin/roles", Token)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/admin/roles/Administrator", "", Token, ("description", "Quản trị"), ("scopes", "admin"))).Status);
        Assert.Equal("Quản trị", (await host.Admin.GetAsync("/api/v1/manage/roles", Token)).ExpectSuccess().Json.GetProperty("items")[0].GetProperty("description").GetString());
    }

    private static async Task<IReadOnlyList<Problem?>> TryAllAsync(CmsHost host, string id, Actor actor) =>
    [
        (await host.RunAsync<SubmitItem, Outcome<ContentVersion>>(verb => verb.RunAsync(id, actor, Token))).Problem,
        (await host.RunAsync<ApproveItem, Outcome<ContentVersion>>(verb => verb.RunAsync(id, 1, actor, Token))).Problem,
        (await host.RunAsync<ReturnItem, Outcome<ContentVersion>>(verb => verb.RunAsync(id, "vì", actor, Token))).Problem,
        (await host.RunAsync<Nq72.Cms.Newsroom.RevokeApproval, Outcome<ContentVersion>>(verb => verb.RunAsync(id, "vì", actor, Token))).Problem,
        (await host.RunAsync<PublishItem, Outcome<Publication>>(verb => verb.RunAsync(id, new PublishItem.Request(), actor, Token))).Problem,
        (await host.RunAsync<UnpublishItem, Outcome<Done>>(verb => verb.RunAsync(id, new UnpublishItem.Request(), actor, Token))).Problem,
        (await host.RunAsync<RetractItem, Outcome<RetractItem.Result>>(verb => verb.RunAsync(id, "vì", actor, Token))).Problem,
        (await host.RunAsync<UpdateItem, Outcome<ContentVersion>>(verb => verb.RunAsync(id, [], 99, actor, Token))).Problem,
    ];

    private static async Task<(Guid Id, string Role)> PersonAsync(CmsHost host, params string[] scopes)
    {
        var role = $"nhom{Guid.NewGuid():N}";
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync(role, role, scopes, Token))).Succeeded);
        await DeskBrowser.MakeAsync(host, role, role);
        return (Guid.Parse((await host.Admin.GetAsync($"{Users}?q={role}", Token)).ExpectSuccess().Json.GetProperty("items")[0].GetProperty("id").GetString()!), role);
    }
}
