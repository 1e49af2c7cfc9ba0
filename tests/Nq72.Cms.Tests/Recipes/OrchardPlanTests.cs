using System.Net;
using System.Text.Json;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>Orchard Core's content API and time: drafts beside what is published, plans, ends, corrections.</summary>
public sealed class OrchardPlanTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Route = "/api/content";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Draft_of_a_published_item_waits_beside_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await MakeAsync(host, Route, new { });
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        var draft = (await host.Client(Scopes.Write).PostAsync($"{Route}?draft=true", Changed(id, "Bản sau"), Token)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal((true, false, "Bản sau"), (draft.GetProperty("Latest").GetBoolean(), draft.GetProperty("Published").GetBoolean(), draft.GetProperty("DisplayText").GetString()));
        Assert.Equal("Gốc", (await ReadAsync(host, id)).GetProperty("DisplayText").GetString());
        (await host.Admin.PostAsync(Route, new { ContentItemId = id }, Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("Bản sau", (await ReadAsync(host, id)).GetProperty("DisplayText").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Draft_with_an_instant_is_a_plan_that_can_be_moved(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var id = await MakeAsync(host, $"{Route}?draft=true", At(begin.AddHours(2), begin.AddHours(5)));
        Assert.Equal("v1 7200..18000", await host.TimelineAsync(id, begin, Token));
        (await host.Admin.GetAsync($"{Route}/{id}", Token)).Expect(HttpStatusCode.NotFound);

        // the same again is nothing new; another instant is in its place, also an earlier or a later one, also for another text
        await PlanAsync(host, id, begin.AddHours(2), begin.AddHours(5));
        Assert.Equal("v1 7200..18000", await host.TimelineAsync(id, begin, Token));
        await PlanAsync(host, id, begin.AddHours(3), null);
        Assert.Equal("v1 10800..", await host.TimelineAsync(id, begin, Token));
        (await host.Admin.PostAsync($"{Route}?draft=true", new { ContentItemId = id, DisplayText = "x", TitlePart = new { Title = "Khác" }, PublishLaterPart = new { ScheduledPublishUtc = begin.AddHours(1).ToWire() } }, Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("v2 3600..", await host.TimelineAsync(id, begin, Token));
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Khác", (await ReadAsync(host, id)).GetProperty("DisplayText").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Plan_takes_the_scopes_of_publishing_and_nothing_is_left_behind(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var title = Items.Title("Hẹn không được");

        (await host.Client(Scopes.Write).PostAsync($"{Route}?draft=true", Body(title, At(host.Now.AddHours(1), null)), Token)).ExpectProblem(HttpStatusCode.Forbidden, "scope");
        Assert.Equal("PublishLaterPart.ScheduledPublishUtc", FieldOf((await host.Admin.PostAsync($"{Route}?draft=true", Body(title, At(host.Now.AddHours(-1), null)), Token)).ExpectProblem(HttpStatusCode.BadRequest, "past")));
        Assert.Equal("ArchiveLaterPart.ScheduledArchiveUtc", FieldOf((await host.Admin.PostAsync($"{Route}?draft=true", Body(title, At(host.Now.AddHours(2), host.Now.AddHours(1))), Token)).ExpectProblem(HttpStatusCode.BadRequest, "untilBeforeFrom")));

        // what is meant for later does not get out because the parameter was forgotten
        Assert.Equal("PublishLaterPart.ScheduledPublishUtc", FieldOf((await host.Admin.PostAsync(Route, Body(title, At(host.Now.AddHours(1), null)), Token)).ExpectProblem(HttpStatusCode.BadRequest, "plannedAndPublished")));
        Assert.DoesNotContain(title, (await host.Admin.GetAsync("/api/v1/manage/items?limit=100", Token)).ExpectSuccess().Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task End_is_kept_by_a_merge_that_does_not_name_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var id = await MakeAsync(host, Route, At(null, begin.AddHours(5)));
        Assert.Equal("v1 0..18000", await host.TimelineAsync(id, begin, Token));
        host.Clock.Advance(TimeSpan.FromHours(1));

        (await host.Admin.PostAsync(Route, Changed(id, "Mới"), Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("v1 0..3600, v2 3600..18000", await host.TimelineAsync(id, begin, Token));
        var read = (await ReadAsync(host, id)).GetRawText();
        Assert.Contains(begin.AddHours(5).ToWire(), read, StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromHours(1));
        (await host.Admin.PostAsync(Route, read, Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("v1 0..3600, v2 3600..18000", await host.TimelineAsync(id, begin, Token));
        (await host.Admin.PostAsync(Route, new { ContentItemId = id, ArchiveLaterPart = new { ScheduledArchiveUtc = begin.AddHours(4).ToWire() } }, Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("v1 0..3600, v2 3600..7200, v2 7200..14400", await host.TimelineAsync(id, begin, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Publishing_over_a_plan_says_what_becomes_of_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var id = await MakeAsync(host, $"{Route}?draft=true", At(begin.AddHours(2), null));
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        (await host.Admin.PostAsync(Route, Changed(id, "Ngay"), Token)).ExpectProblem(HttpStatusCode.Conflict, "futureInterval");
        Assert.Equal("v1 7200..", await host.TimelineAsync(id, begin, Token));
        (await host.Admin.PostAsync($"{Route}?future=withdraw", Changed(id, "Ngay"), Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("v2 60..", await host.TimelineAsync(id, begin, Token));
        await PlanAsync(host, id, begin.AddHours(3), null);
        (await host.Admin.PostAsync($"{Route}?future=never", Changed(id, "Nữa"), Token)).ExpectProblem(HttpStatusCode.BadRequest, "unknownValue");
    }

    [Theory, OnEveryDatabase]
    public async Task Correction_is_public_and_not_told_again_by_what_is_sent_back(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await MakeAsync(host, Route, new { });
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        (await host.Admin.PostAsync(Route, new { ContentItemId = id, TitlePart = new { Title = "Đúng" }, EditorialPart = new { Correction = "Sửa số liệu." } }, Token)).Expect(HttpStatusCode.OK);

        var read = await ReadAsync(host, id);
        Assert.Equal("Sửa số liệu.", read.GetProperty("EditorialPart").GetProperty("Correction").GetString());
        Assert.Equal("Sửa số liệu.", await CorrectionAsync(host, id));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await host.Admin.PostAsync(Route, read.GetRawText().Replace("Nội dung", "Nội dung khác", StringComparison.Ordinal), Token)).Expect(HttpStatusCode.OK);
        Assert.Null(await CorrectionAsync(host, id));
    }

    private static async Task<string?> CorrectionAsync(CmsHost host, string id) =>
        (await host.Public.GetAsync(Items.Delivery(id), Token)).ExpectSuccess().Json.GetProperty("correction").GetString();

    private static async Task<JsonElement> ReadAsync(CmsHost host, string id) => (await host.Admin.GetAsync($"{Route}/{id}", Token)).Expect(HttpStatusCode.OK).Json;

    private static async Task PlanAsync(CmsHost host, string id, DateTimeOffset from, DateTimeOffset? until)
    {
        var further = At(from, until);
        further["ContentItemId"] = id;
        (await host.Admin.PostAsync($"{Route}?draft=true", further, Token)).Expect(HttpStatusCode.OK);
    }

    private static async Task<string> MakeAsync(CmsHost host, string route, object further) =>
        (await host.Admin.PostAsync(route, Body("Gốc", further), Token)).Expect(HttpStatusCode.OK).Json.GetProperty("ContentItemId").GetString()!;

    private static object Changed(string id, string title) => new { ContentItemId = id, TitlePart = new { Title = title } };

    private static Dictionary<string, object> At(DateTimeOffset? from, DateTimeOffset? until)
    {
        var parts = new Dictionary<string, object>(StringComparer.Ordinal);
        if (from is { } begin)
            parts["PublishLaterPart"] = new { ScheduledPublishUtc = begin.ToWire() };
        if (until is { } end)
            parts["ArchiveLaterPart"] = new { ScheduledArchiveUtc = end.ToWire() };
        return parts;
    }

    private static Dictionary<string, object> Body(string title, object further)
    {
        var body = new Dictionary<string, object>(further as Dictionary<string, object> ?? [], StringComparer.Ordinal)
        {
            ["ContentType"] = "Article", ["TitlePart"] = new { Title = title }, ["Article"] = new { Body = new { Markdown = "Nội dung" } },
        };
        return body;
    }

    private static string FieldOf(CmsAnswer answer) => answer.Json.GetProperty("errors").EnumerateObject().First().Name;
}
