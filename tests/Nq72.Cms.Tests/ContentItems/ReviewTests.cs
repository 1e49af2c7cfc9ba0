using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.ContentItems;

public sealed class ReviewTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Approve_own_text_is_refused_to_a_person(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await WriteAsync(host, People.Lan);
        await host.Admin.SubmitAsync(id, Token);

        var own = await ApproveAsync(host, id, 1, People.Lan);
        Assert.Equal((403, "ownText"), (own.Problem!.Status, own.Problem.Code));
        (await host.TryPublishAsync(id, new { }, Token)).ExpectProblem(HttpStatusCode.Conflict, "notApproved");

        Assert.Equal("Vi Văn Minh", (await ApproveAsync(host, id, 1, People.Minh)).Value!.ApprovedBy);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_by_a_token_is_allowed_and_the_audit_log_says_that_a_token_did(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);

        var entries = await host.RunAsync<SchedulerDb, List<AuditEntry>>(db =>
            db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.SubjectId == item.Id).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToListAsync(Token));

        Assert.Equal(["item.approve", "item.create", "item.submit"], entries.Select(entry => entry.Action).Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.Equal((ActorKind.Token, "admin"), (entry.ActorKind, entry.ActorName)));
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_is_of_one_version_and_outlives_newer_drafts(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        await host.NextDraftAsync(item.Id, Token);

        var versions = (await host.Admin.GetAsync(Items.Manage(item.Id, "versions"), Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray();

        Assert.Equal(["2 draft", "1 approved"], versions.Select(version => $"{version.GetProperty("version")} {version.GetProperty("review")}"));
        (await host.Admin.PostAsync(Items.Manage(item.Id, "approve"), new { version = 2 }, Token)).ExpectProblem(HttpStatusCode.Conflict, "wrongState");
        (await host.Admin.PostAsync(Items.Manage(item.Id, "approve"), new { version = 3 }, Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        (await host.Admin.PostAsync(Items.Manage(item.Id, "approve"), new { }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "required");
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_checks_required_fields_that_a_draft_may_lack(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token, new { lead = "Chỉ có sa-pô" });

        var refused = (await host.Admin.PostAsync(Items.Manage(item.Id, "submit"), null, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "required");

        Assert.True(refused.Json.GetProperty("errors").TryGetProperty("fields.body", out _), refused.Text);
        Assert.Equal("draft", (await host.Admin.GetItemAsync(item.Id, Token)).Json.GetProperty("state").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_checks_where_links_lead(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var slogan = await host.Admin.CreateItemAsync("Slogan", Items.Title(), Token);
        var article = await host.DraftAsync(Token);
        var item = await host.DraftAsync(Token, new { body = "a", related = new[] { ContentIds.New(), slogan.Id, article.Id } });

        var refused = (await host.Admin.PostAsync(Items.Manage(item.Id, "submit"), null, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "invalid");

        Assert.Equal(["unknownItem", "wrongType"], refused.Json.GetProperty("errorCodes").GetProperty("fields.related").EnumerateArray().Select(code => code.GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Return_needs_a_reason_and_the_writer_hands_in_again(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);
        (await host.Admin.PostAsync(Items.Manage(item.Id, "return"), new { reason = "Chưa gửi" }, Token)).ExpectProblem(HttpStatusCode.Conflict, "wrongState");
        await host.Admin.SubmitAsync(item.Id, Token);
        (await host.Admin.PostAsync(Items.Manage(item.Id, "submit"), null, Token)).ExpectProblem(HttpStatusCode.Conflict, "wrongState");
        (await host.Admin.PostAsync(Items.Manage(item.Id, "return"), new { }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "required");

        var returned = (await host.Admin.PostAsync(Items.Manage(item.Id, "return"), new { reason = "Thiếu nguồn" }, Token)).ExpectSuccess().Json;

        Assert.Equal(("returned", "Thiếu nguồn"), (returned.GetProperty("state").GetString(), returned.GetProperty("reviewNote").GetString()));
        (await host.Admin.PostAsync(Items.Manage(item.Id, "approve"), new { version = 1 }, Token)).ExpectProblem(HttpStatusCode.Conflict, "wrongState");
        await host.Admin.SubmitAsync(item.Id, Token);
        await host.Admin.ApproveAsync(item.Id, 1, Token);
    }

    [Theory, OnEveryDatabase]
    public async Task Revoke_approval_takes_the_way_to_the_timeline(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.ApprovedAsync(Token);
        (await RevokeAsync(host, item.Id, null)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "required");

        var revoked = (await RevokeAsync(host, item.Id, "Số liệu chưa chắc")).ExpectSuccess().Json;

        Assert.Equal("returned", revoked.GetProperty("state").GetString());
        Assert.Equal("Số liệu chưa chắc", revoked.GetProperty("reviewNote").GetString());
        (await host.TryPublishAsync(item.Id, new { version = 1 }, Token)).ExpectProblem(HttpStatusCode.Conflict, "notApproved");
        (await RevokeAsync(host, item.Id, "Lần nữa")).ExpectProblem(HttpStatusCode.Conflict, "wrongState");
    }

    [Theory, OnEveryDatabase]
    public async Task Revoke_approval_of_a_version_on_the_timeline_is_a_conflict(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var visible = await host.PublishedAsync(Token);
        var planned = await host.PublishedAsync(Token, host.Now.AddHours(2));
        foreach (var item in new[] { visible, planned })
        {
            (await RevokeAsync(host, item.Id, "Sai")).ExpectProblem(HttpStatusCode.Conflict, "onTimeline");
            Assert.Equal("approved", (await host.Admin.GetItemAsync(item.Id, Token)).Json.GetProperty("review").GetString());
        }

        // another version's approval is nobody's visible text
        await host.NextApprovedAsync(visible.Id, Token);
        (await RevokeAsync(host, visible.Id, "Sai")).ExpectSuccess();
        (await host.Public.GetAsync(Items.Delivery(visible.Id), Token)).Expect(HttpStatusCode.OK);
        (await host.TryUnpublishAsync(planned.Id, new { }, Token)).ExpectSuccess();
        (await RevokeAsync(host, planned.Id, "Sai")).ExpectSuccess();
    }

    private static Task<Nq72.Testing.Cms.CmsAnswer> RevokeAsync(CmsHost host, string id, string? reason) => host.Admin.PostAsync(Items.Manage(id, "revoke-approval"), new { reason }, Token);

    private static Task<Outcome<ContentVersion>> ApproveAsync(CmsHost host, string id, int version, Actor actor) =>
        host.RunAsync<ApproveItem, Outcome<ContentVersion>>(verb => verb.RunAsync(id, version, actor, Token));

    private static async Task<string> WriteAsync(CmsHost host, Actor actor)
    {
        var body = new JsonObject { ["type"] = "Article", ["lang"] = "vi", ["title"] = Items.Title(), ["fields"] = new JsonObject { ["body"] = "a" } };
        return (await host.RunAsync<CreateItem, Outcome<ContentVersion>>(verb => verb.RunAsync(body, actor, Token))).Value!.ItemId;
    }
}
