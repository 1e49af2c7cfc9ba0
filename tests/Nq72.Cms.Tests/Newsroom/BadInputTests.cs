using System.Net;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Newsroom;

/// <summary>Each bad request is one precise problem, in the caller's language, and writes nothing.</summary>
public sealed class BadInputTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Create = "POST /api/v1/manage/items";
    private const string Save = "PUT /api/v1/manage/items/{id}";
    private const string Publish = "POST /api/v1/manage/items/{id}/publish";

    private static readonly string LongText = new('ế', 301);
    private static readonly string ManyTags = string.Join(',', Enumerable.Range(0, 201).Select(number => $"\"{number}\""));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Request, body, status, code, the keys of <c>errors</c>.</summary>
    public static TheoryData<string, string?, int, string, string> Requests => new()
    {
        // what cannot be read
        { Create, "", 400, "malformedJson", "" },
        { Create, "{", 400, "malformedJson", "" },
        { Create, "{\"type\":\"Article\"", 400, "malformedJson", "" },
        { Create, "null", 400, "malformedJson", "" },
        { Create, "[]", 400, "malformedJson", "" },
        { Create, "\"Article\"", 400, "malformedJson", "" },
        { Create, """{"type":"Article","lang":"vi","title":"a",}""", 400, "malformedJson", "" },
        { Create, """{"type":"Article","lang":"vi","title":"a","title":"b"}""", 400, "malformedJson", "" },
        { Create, """{"type":"Article","lang":"vi","title":"a","fields":{"body":"a","body":"b"}}""", 400, "malformedJson", "" },
        { Create, """{"type":"Article","lang":"vi","title":"a \ud800 b"}""", 400, "malformedJson", "" },
        { Create, """{"type":"Article","lang":"vi","title":"a","fields":{"\udc00":"b"}}""", 400, "malformedJson", "" },
        { Create, $"{new string('[', 100)}{new string(']', 100)}", 400, "malformedJson", "" },
        { Publish, """{"version":"1"}""", 400, "malformedJson", "version" },
        { Publish, """{"version":1.5}""", 400, "malformedJson", "version" },
        { Publish, """{"from":"mai"}""", 400, "malformedJson", "from" },
        { Publish, """{"from":"2027-04-07T07:00"}""", 400, "malformedJson", "from" },
        { Publish, """{"from":1}""", 400, "malformedJson", "from" },
        { Publish, """{"from":{"at":"2027-04-07T07:00"}}""", 400, "malformedJson", "from" },
        { "POST /api/v1/manage/items/{id}/retract", """{"reason":5}""", 400, "malformedJson", "reason" },
        { "POST /api/v1/manage/items/{id}/approve", """{"version":"một"}""", 400, "malformedJson", "version" },
        { "GET /api/v1/manage/items?limit=0", null, 400, "limit", "" },
        { "GET /api/v1/manage/items?limit=101", null, 400, "limit", "" },
        { "GET /api/v1/manage/items?limit=nhieu", null, 400, "limit", "limit" },
        { "GET /api/v1/manage/items?cursor=khong", null, 400, "cursor", "" },
        { "GET /api/v1/manage/items?type=a%00b", null, 400, "malformed", "" },
        { "GET /api/v1/manage/items/{id}/diff?from=1", null, 400, "to", "to" },
        { "GET /api/v1/manage/items/{id}/diff?from=1&to=hai", null, 400, "to", "to" },
        { "GET /api/v1/items?limit=0", null, 400, "limit", "limit" },
        { "GET /api/v1/items?limit=101", null, 400, "limit", "limit" },
        { "GET /api/v1/items?limit=-1", null, 400, "limit", "limit" },
        { "GET /api/v1/items?limit=9999999999", null, 400, "limit", "limit" },
        { "GET /api/v1/items?sort=views", null, 400, "sort", "sort" },
        { "GET /api/v1/items?publishedSince=2027-01-01", null, 400, "instant", "publishedSince" },
        { "GET /api/v1/items?updatedSince=hom-qua&limit=x", null, 400, "limit", "limit updatedSince" },
        { "GET /api/v1/items?tag=%00", null, 400, "malformed", "" },
        { "GET /api/v1/items?cursor=AAAA", null, 400, "cursor", "cursor" },
        { $"GET /api/v1/items?{string.Join('&', Enumerable.Range(0, 21).Select(number => $"tag={number}"))}", null, 400, "tooMany", "filter" },

        // what is understood and wrong
        { Create, "{}", 422, "invalid", "lang type" },
        { Create, """{"type":"Poem","lang":"vi","title":"a"}""", 422, "unknownType", "type" },
        { Create, """{"type":"article","lang":"vi","title":"a"}""", 422, "unknownType", "type" },
        { Create, """{"type":5,"lang":{},"title":"a"}""", 422, "invalid", "lang type" },
        { Create, """{"type":"Article","lang":"xx","title":"a"}""", 422, "unknownLanguage", "lang" },
        { Create, """{"type":"Article","lang":"vi_VN","title":"a"}""", 422, "unknownLanguage", "lang" },
        { Create, """{"type":"Article","lang":"","title":"a"}""", 422, "unknownLanguage", "lang" },
        { Create, """{"type":"Article","title":"a"}""", 422, "required", "lang" },
        { Create, """{"type":"Article","lang":"vi"}""", 422, "required", "title" },
        { Create, """{"type":"Article","lang":"vi","title":" \n "}""", 422, "required", "title" },
        { Create, """{"type":"Article","lang":"vi","title":"\u0000\u0007"}""", 422, "required", "title" },
        { Create, """{"type":"Article","lang":"vi","title":["a"]}""", 422, "invalid", "title" },
        { Create, $$"""{"type":"Article","lang":"vi","title":"{{LongText}}"}""", 422, "tooLong", "title" },
        { Create, $$"""{"type":"Article","lang":"vi","title":"a","summary":"{{new string('a', 2001)}}"}""", 422, "tooLong", "summary" },
        { Create, """{"type":"Article","lang":"vi","title":"a","headline":"b","colour":1}""", 422, "invalid", "colour headline" },
        { Create, """{"type":"Article","lang":"vi","title":"a","slug":"Không Dấu"}""", 422, "slug", "slug" },
        { Create, """{"type":"Article","lang":"vi","title":"a","tags":"b"}""", 422, "wrongKind", "tags" },
        { Create, """{"type":"Article","lang":"vi","title":"a","tags":[1]}""", 422, "wrongKind", "tags" },
        { Create, """{"type":"Article","lang":"vi","title":"a","genre":"tho"}""", 422, "unknownTerm", "genre" },
        { Create, """{"type":"Article","lang":"vi","title":"a","audience":["hoc-sinh","ma"]}""", 422, "unknownTerm", "audience[1]" },
        { Create, """{"type":"Article","lang":"vi","title":"a","places":["00000"]}""", 422, "unknownPlace", "places[0]" },
        { Create, """{"type":"Article","lang":"vi","title":"a","flags":["b"]}""", 422, "wrongKind", "flags" },
        { Create, $$"""{"type":"Article","lang":"vi","title":"a","flags":[{"field":"body","note":"{{new string('a', 2001)}}"}]}""", 422, "tooLong", "flags[0]" },
        { Create, $$"""{"type":"Article","lang":"vi","title":"a","tags":[{{ManyTags}}]}""", 422, "tooMany", "tags" },
        { Create, """{"type":"Article","lang":"vi","title":"a","fields":[]}""", 422, "wrongKind", "fields" },
        { Create, """{"type":"Article","lang":"vi","title":"a","fields":{"colour":"đỏ"}}""", 422, "unknownField", "fields.colour" },
        { Create, """{"type":"Article","lang":"vi","title":"a","fields":{"body":5,"count":"5","urgent":"yes","signedOn":"7/4/2027"}}""", 422, "invalid", "fields.body fields.count fields.signedOn fields.urgent" },
        { Create, """{"type":"Article","lang":"vi","title":"a","fields":{"lead":"hơn hai mươi chữ cái rồi"}}""", 422, "tooLong", "fields.lead" },
        { Create, """{"type":"Article","lang":"vi","title":"a","fields":{"claims":[{"text":"b","kind":"wish"}]}}""", 422, "unknownValue", "fields.claims[0].kind" },
        { Create, """{"type":"Article","lang":"vi","title":"a","translationOf":"khong"}""", 422, "unknownItem", "translationOf" },
        { Create, """{"type":"Article","lang":"vi","title":"a","translationOf":7}""", 422, "wrongKind", "translationOf" },
        { Save, """{"type":"Slogan"}""", 422, "unchangeable", "type" },
        { Save, """{"lang":"en","title":""}""", 422, "invalid", "lang title" },
        { Save, """{"fields":{"body":null,"colour":1}}""", 422, "unknownField", "fields.colour" },
        { Publish, """{"from":"2020-01-01T00:00:00Z"}""", 422, "past", "from" },
        { Publish, """{"from":"0001-01-01T00:00:00Z"}""", 422, "past", "from" },
        { Publish, """{"from":{"local":"0001-01-01T00:00"}}""", 422, "wallTime", "from" },
        { Publish, """{"from":{"local":"9999-12-31T23:59"}}""", 422, "wallTime", "from" },
        { Publish, """{"from":{"local":"sáng mai"}}""", 422, "wallTime", "from" },
        { Publish, """{"from":{"local":"2027-04-31T07:00"}}""", 422, "wallTime", "from" },
        { Publish, """{"from":"2028-01-02T00:00:00Z","until":"2028-01-01T00:00:00Z"}""", 422, "untilBeforeFrom", "until" },
        { Publish, """{"from":"2028-01-02T00:00:00Z","until":"2028-01-02T00:00:00Z"}""", 422, "untilBeforeFrom", "until" },
        { Publish, """{"until":"2020-01-01T00:00:00Z"}""", 422, "untilBeforeFrom", "until" },
        { Publish, """{"future":"perhaps"}""", 422, "unknownValue", "future" },
        { "POST /api/v1/manage/items/{id}/unpublish", """{"at":"2020-01-01T00:00:00Z"}""", 422, "past", "at" },
        { "POST /api/v1/manage/items/{id}/retract", "{}", 422, "required", "reason" },
        { "POST /api/v1/manage/items/{id}/retract", $$"""{"reason":"{{new string('a', 2001)}}"}""", 422, "tooLong", "reason" },
        { "POST /api/v1/manage/items/{id}/approve", "{}", 422, "required", "version" },
        { "GET /api/v1/manage/items?state=lost", null, 422, "unknownState", "state" },
        { "GET /api/v1/manage/items?state=3", null, 422, "unknownState", "state" },
        { "GET /api/v1/items?type=Poem&lang=xx", null, 422, "invalid", "lang type" },
        { "GET /api/v1/items?fallback=xx", null, 422, "unknownLanguage", "fallback" },
        { "GET /api/v1/items?fields=title,views", null, 422, "unknownField", "fields" },
        { "GET /api/v1/items?fields=title,fields.views", null, 422, "unknownField", "fields" },
        { "GET /api/v1/items?type=Slogan&fields=fields.body", null, 422, "unknownField", "fields" },

        // what is not there, or not so
        { "GET /api/v1/manage/items/khong-co", null, 404, "notFound", "" },
        { "GET /api/v1/manage/items/{id}/versions/9", null, 404, "notFound", "" },
        { "POST /api/v1/manage/items/khong-co/submit", null, 404, "notFound", "" },
        { "POST /api/v1/manage/items/khong-co/publish", "{}", 404, "notFound", "" },
        { "POST /api/v1/manage/items/{id}/versions/9/restore", null, 404, "notFound", "" },
        { "GET /api/v1/manage/types/Poem", null, 404, "notFound", "" },
        { "GET /api/v1/items/khong-co", null, 404, "notFound", "" },
        { "GET /api/v1/items/Article/khong-co", null, 404, "notFound", "" },
        { "GET /api/v1/khong-co", null, 404, "notFound", "" },
        { "DELETE /api/v1/items", null, 405, "methodNotAllowed", "" },
        { "POST /api/v1/items/{id}", "{}", 405, "methodNotAllowed", "" },
        { "PATCH /api/v1/manage/items/{id}", "{}", 405, "methodNotAllowed", "" },
        { "POST /api/v1/manage/items/{id}/unpublish", "{}", 409, "notOnTimeline", "" },
        { "POST /api/v1/manage/items/{id}/return", """{"reason":"a"}""", 409, "wrongState", "" },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task Request_is_refused_precisely_on_sqlite(string request, string? body, int status, string code, string errors) =>
        await RefuseAsync(DatabaseProvider.Sqlite, request, body, status, code, errors);

    [Theory, MemberData(nameof(Requests))]
    public async Task Request_is_refused_precisely_on_postgresql(string request, string? body, int status, string code, string errors) =>
        await RefuseAsync(DatabaseProvider.PostgreSql, request, body, status, code, errors);

    [Theory, OnEveryDatabase]
    public async Task Save_asks_which_version_was_seen(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);
        var path = Items.Manage(item.Id);

        (await host.Admin.PutAsync(path, new { title = "a" }, Token)).ExpectProblem(HttpStatusCode.PreconditionRequired, "ifMatchRequired");
        (await host.Admin.PutAsync(path, new { title = "a" }, Token, ("If-Match", "khong"))).ExpectProblem(HttpStatusCode.BadRequest, "ifMatch");
        (await host.Admin.PutAsync(path, new { title = "a" }, Token, ("If-Match", item.ETag!))).ExpectSuccess();
        (await host.Admin.PutAsync(path, new { title = "b" }, Token, ("If-Match", item.ETag!))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await host.Admin.PutAsync(Items.Manage("khong-co"), new { title = "b" }, Token, ("If-Match", "*"))).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        Assert.Equal(2, (await host.Admin.GetItemAsync(item.Id, Token)).Version);
    }

    [Theory, OnEveryDatabase]
    public async Task Overlap_stale_state_and_media_type_are_told_apart(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token, host.Now.AddHours(3));
        (await host.TryPublishAsync(item.Id, new { from = host.Now.AddHours(2), until = host.Now.AddHours(4), future = "keep" }, Token)).ExpectProblem(HttpStatusCode.Conflict, "overlap");

        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/xml" })
        {
            using var content = new StringContent("{}");
            content.Headers.ContentType = new(type);
            using var answer = await host.Admin.Http.PostAsync("/api/v1/manage/items", content, Token);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Theory]
    [OnEveryDatabase("GET", "/api/v1/manage/items", Scopes.Read), OnEveryDatabase("POST", "/api/v1/manage/items", Scopes.Preview), OnEveryDatabase("PUT", "/api/v1/manage/items/x", Scopes.Approve)]
    [OnEveryDatabase("POST", "/api/v1/manage/items/x/approve", Scopes.Write), OnEveryDatabase("POST", "/api/v1/manage/items/x/return", Scopes.Publish), OnEveryDatabase("POST", "/api/v1/manage/items/x/revoke-approval", Scopes.Write)]
    [OnEveryDatabase("POST", "/api/v1/manage/items/x/publish", Scopes.Approve), OnEveryDatabase("POST", "/api/v1/manage/items/x/unpublish", Scopes.Write), OnEveryDatabase("POST", "/api/v1/manage/items/x/retract", Scopes.Operate)]
    [OnEveryDatabase("GET", "/api/v1/manage/tokens", Scopes.Publish), OnEveryDatabase("POST", "/api/v1/manage/tokens", Scopes.Write)]
    public async Task Request_without_the_right_token_is_refused(DatabaseProvider provider, string method, string path, string tooSmall)
    {
        var host = await hosts.OnAsync(provider);
        var verb = HttpMethod.Parse(method);
        var body = method == "GET" ? null : "{}";

        var missing = (await host.Public.SendAsync(verb, path, body, Token)).ExpectProblem(HttpStatusCode.Unauthorized, "noToken");
        Assert.Equal("Bearer", missing.Headers.WwwAuthenticate.Single().Scheme);
        using var stranger = new CmsClient(host.Url, "nq72_000000000000000000000000000000000000000000000000");
        (await stranger.SendAsync(verb, path, body, Token)).ExpectProblem(HttpStatusCode.Unauthorized, "badToken");
        (await host.Public.SendAsync(verb, path, body, Token, ("Authorization", "Basic YWRtaW46YQ=="))).ExpectProblem(HttpStatusCode.Unauthorized, "badToken");
        (await host.Client(tooSmall).SendAsync(verb, path, body, Token)).ExpectProblem(HttpStatusCode.Forbidden, "scope");
    }

    private async Task RefuseAsync(DatabaseProvider provider, string request, string? body, int status, string code, string errors)
    {
        Need.Present(provider != DatabaseProvider.PostgreSql || PostgresServer.Programs is not null, PostgresServer.Missing);
        var host = await hosts.OnAsync(provider);
        // publishing is refused for what is asked, not for want of approval
        var item = request == Publish ? await host.ApprovedAsync(Token) : await host.DraftAsync(Token);
        var (method, path) = (HttpMethod.Parse(request.Split(' ')[0]), request.Split(' ')[1].Replace("{id}", item.Id, StringComparison.Ordinal));
        var before = await CountAsync(host);
        if (request == Publish && code == "unknownValue")
        {
            await host.Admin.PublishAsync(item.Id, Token, from: host.Now.AddHours(2));
            before = await CountAsync(host);
        }

        var vi = await host.Admin.SendAsync(method, path, body, Token, ("If-Match", "*"));
        var en = await host.Admin.SendAsync(method, path, body, Token, ("If-Match", "*"), ("Accept-Language", "en"));

        foreach (var answer in new[] { vi, en })
        {
            answer.ExpectProblem((HttpStatusCode)status, code);
            Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
            Assert.Equal(errors, answer.Json.TryGetProperty("errors", out var byField) ? string.Join(' ', byField.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)) : "");
        }

        Assert.NotEqual(vi.Json.GetProperty("title").GetString(), en.Json.GetProperty("title").GetString());
        Assert.Equal(before, await CountAsync(host));
    }

    private static Task<(int Items, int Versions, int Publications, int Revisions)> CountAsync(CmsHost host) => host.InDatabaseAsync(async db =>
        (await db.ContentItems.CountAsync(Token), await db.ContentVersions.CountAsync(Token), await db.Publications.CountAsync(Token), await db.ContentItems.SumAsync(item => item.Revision, Token)));
}
